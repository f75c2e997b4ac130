-- One reason holds more than 80 % of its group of outcomes, from 30 cases in the group on.
WITH asked AS (
    SELECT r.report_id, f.group_key, f.row_key, c.value, c.state
    FROM checked_report r
    JOIN core.form_cell f ON f.form = r.known_form AND f.table_name = 'requests' AND f.group_key <> '' AND f.column_key = 'total' AND f.statutory
    LEFT JOIN core.cell c ON c.report_id = r.report_id AND c.table_name = 'requests' AND c.row_key = f.row_key AND c.column_key = 'total'
), held AS (
    SELECT report_id, group_key, sum(value) AS total, max(value) AS largest, arg_max(row_key, value) AS row_key, count(state) AS printed,
           count(*) - count(value) AS open
    FROM asked GROUP BY report_id, group_key
)
SELECT h.report_id, h.group_key AS instance, h.largest AS left_value, h.total AS right_value,
       [concat('requests_', replace(h.row_key, '.', '_'))] AS cells,
       CASE WHEN h.open > 0 THEN 'unknown' WHEN h.total >= 30 AND h.largest > 0.8 * h.total THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN h.open > 0 THEN 'not a number' ELSE '' END AS reason,
       MAP {'group': [label('requests', h.group_key)], 'row': [label('requests', h.row_key)]} AS said
FROM held h
WHERE h.printed > 0;

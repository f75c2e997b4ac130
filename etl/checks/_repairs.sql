-- Candidates of one report with what they do to the carry-over of the years beside it: healed or newly broken.
INSERT INTO core.repair BY NAME
WITH beside AS (
    SELECT i.report_id, i.candidate, i.row_key, i.column_key, i.before_value, i.after_value, c.value AS other,
           concat(CASE WHEN r.known_form = r.previous_known_form THEN 'XY-01/' ELSE 'XY-03/' END, i.column_key) AS name
    FROM incoming_repair i
    JOIN checked_report r ON (i.row_key = 'carried_in' AND r.report_id = i.report_id) OR (i.row_key = 'carried_out' AND r.previous_id = i.report_id)
    JOIN core.cell c ON c.report_id = CASE WHEN i.row_key = 'carried_in' THEN r.previous_id ELSE r.report_id END AND c.table_name = 'requests'
     AND c.row_key = CASE WHEN i.row_key = 'carried_in' THEN 'carried_out' ELSE 'carried_in' END AND c.column_key = i.column_key
    WHERE i.table_name = 'requests' AND c.value IS NOT NULL
), told AS (
    SELECT report_id, candidate, row_key, column_key,
           list(DISTINCT name ORDER BY name) FILTER (other = before_value) AS broken, list(DISTINCT name ORDER BY name) FILTER (other = after_value) AS healed
    FROM beside GROUP BY ALL
)
SELECT i.* REPLACE (list_concat(i.healed, coalesce(t.healed, [])) AS healed), coalesce(t.broken, []) AS broken
FROM incoming_repair i LEFT JOIN told t USING (report_id, candidate, row_key, column_key);

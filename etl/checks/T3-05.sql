-- A printed sub-total of an outcome group is the sum of its own rows, where both are printed.
WITH part AS (
    SELECT c.report_id, f.group_key, c.column_key, sum(c.value) AS known, count(c.value) AS numbers, count(*) AS printed
    FROM core.cell c
    JOIN (SELECT DISTINCT row_key, group_key FROM core.form_cell WHERE group_key <> '') f USING (row_key)
    WHERE c.table_name = 'requests' GROUP BY c.report_id, f.group_key, c.column_key
), subtotal AS (
    SELECT report_id, regexp_replace(row_key, '^local:(.*)[.]subtotal$', '\1') AS row_key, column_key, value
    FROM core.cell
    WHERE table_name = 'requests' AND regexp_replace(row_key, '^local:(.*)[.]subtotal$', '\1') IN (SELECT group_key FROM core.form_cell WHERE group_key <> '')
)
SELECT s.report_id, concat(s.row_key, '/', s.column_key) AS instance, p.known AS left_value, s.value AS right_value,
       CASE WHEN s.value IS NULL OR p.numbers < p.printed THEN 'unknown' WHEN p.known = s.value THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN s.value IS NULL OR p.numbers < p.printed THEN 'not a number' ELSE '' END AS reason,
       cell_named('requests', s.row_key, s.column_key) AS said
FROM subtotal s JOIN checked_report USING (report_id)
JOIN part p ON p.report_id = s.report_id AND p.group_key = s.row_key AND p.column_key = s.column_key;

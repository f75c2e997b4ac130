-- Cells of table two: counts whole and not negative, amounts not negative, no words; a change may be negative.
WITH fault AS (
    SELECT c.report_id, concat(c.row_key, '/', c.column_key) AS instance, c.value, c.state, c.printed,
           CASE WHEN c.state = 'text' THEN 'unknown'
                WHEN c.value < 0 AND c.column_key <> 'items_change' THEN 'fail'
                WHEN c.value <> trunc(c.value) AND c.row_key <> 'fees_10k_yuan' AND c.column_key <> 'amount' THEN 'fail' END AS result,
           cell_named(c.table_name, c.row_key, c.column_key) AS said, w.name
    FROM core.cell c
    JOIN core.wide_column w USING (table_name, row_key, column_key)
    WHERE c.table_name = 'disclosure'
)
SELECT report_id, instance, result, value AS left_value, [name] AS cells, said,
       CASE WHEN result = 'unknown' THEN concat('text: ', printed) ELSE '' END AS reason
FROM fault JOIN checked_report USING (report_id) WHERE result IS NOT NULL
UNION ALL BY NAME
SELECT report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM (SELECT DISTINCT report_id FROM core.cell WHERE table_name = 'disclosure') JOIN checked_report USING (report_id)
ANTI JOIN (FROM fault WHERE result IS NOT NULL) f USING (report_id);

-- Every cell outside table two, which T2-01 judges, a whole number of at least 0, no words; amounts may have decimals.
WITH fault AS (
    SELECT c.report_id, concat(c.row_key, '/', c.column_key) AS instance, c.value, c.printed, w.name,
           CASE WHEN c.state = 'text' THEN 'unknown' ELSE 'fail' END AS result,
           cell_named(c.table_name, c.row_key, c.column_key) AS said
    FROM core.cell c JOIN core.wide_column w USING (table_name, row_key, column_key)
    WHERE c.table_name <> 'disclosure'
      AND (c.state = 'text' OR c.value < 0
           OR (c.value <> trunc(c.value) AND c.row_key <> 'fees_10k_yuan' AND c.column_key <> 'amount'))
)
SELECT report_id, instance, result, value AS left_value, [name] AS cells, said,
       CASE WHEN result = 'unknown' THEN concat('text: ', printed) ELSE '' END AS reason
FROM fault JOIN checked_report USING (report_id)
UNION ALL BY NAME
SELECT report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM (SELECT DISTINCT report_id FROM core.cell WHERE table_name <> 'disclosure') JOIN checked_report USING (report_id)
ANTI JOIN fault USING (report_id);

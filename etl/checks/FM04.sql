-- Every row of the form is there. What is there beside them is FM12.
WITH printed AS (
    SELECT DISTINCT c.report_id, c.table_name, c.row_key FROM core.cell c
), gone AS (
    SELECT r.report_id, list(DISTINCT f.row_key ORDER BY f.row_key) AS names
    FROM checked_report r
    JOIN (SELECT DISTINCT form, table_name, row_key, group_key FROM core.form_cell WHERE statutory) f ON f.form = r.form
    WHERE EXISTS (FROM printed p WHERE p.report_id = r.report_id AND p.table_name = f.table_name)
      AND NOT EXISTS (FROM printed p WHERE p.report_id = r.report_id AND p.table_name = f.table_name AND p.row_key IN (f.row_key, nullif(f.group_key, '')))
    GROUP BY r.report_id
)
SELECT r.report_id, '' AS instance, len(g.names) AS left_value,
       CASE WHEN r.form IS NULL OR p.report_id IS NULL THEN 'unknown' WHEN g.names IS NOT NULL THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'form not recognised or no table' ELSE '' END AS reason,
       array_to_string([coalesce(getvariable('zh_of')[n], n) FOR n IN g.names], '、') AS where_zh,
       array_to_string([coalesce(getvariable('en_of')[n], n) FOR n IN g.names], ', ') AS where_en
FROM checked_report r LEFT JOIN gone g USING (report_id)
LEFT JOIN (SELECT DISTINCT report_id FROM printed) p USING (report_id);

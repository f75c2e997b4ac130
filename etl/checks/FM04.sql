-- Every row of the form is there. What is there beside them is FM12.
WITH printed AS (
    SELECT DISTINCT report_id, table_name, row_key FROM core.cell
), wanted AS (
    SELECT r.report_id, f.table_name, f.row_key, f.group_key
    FROM checked_report r
    JOIN (SELECT DISTINCT form, table_name, row_key, group_key FROM core.form_cell WHERE statutory) f ON f.form = r.form
    SEMI JOIN printed p ON p.report_id = r.report_id AND p.table_name = f.table_name
), gone AS (
    SELECT w.report_id, list(label(w.table_name, w.row_key) ORDER BY w.row_key) AS names
    FROM wanted w
    ANTI JOIN printed p ON p.report_id = w.report_id AND p.table_name = w.table_name AND p.row_key = w.row_key
    ANTI JOIN printed g ON g.report_id = w.report_id AND g.table_name = w.table_name AND g.row_key = nullif(w.group_key, '')
    GROUP BY w.report_id
)
SELECT r.report_id, '' AS instance, len(g.names) AS left_value,
       CASE WHEN r.form IS NULL OR p.report_id IS NULL THEN 'unknown' WHEN g.names IS NOT NULL THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'form not recognised or no table' ELSE '' END AS reason,
       MAP {'where': g.names} AS said
FROM checked_report r LEFT JOIN gone g USING (report_id)
LEFT JOIN (SELECT DISTINCT report_id FROM printed) p USING (report_id);

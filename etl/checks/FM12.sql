-- Rows and columns that the form does not have: kept under local:<printed label>, never added to others.
WITH printed AS (
    SELECT DISTINCT report_id FROM core.cell
), beside AS (
    SELECT report_id,
           list(DISTINCT coalesce(nullif(regexp_extract(concat(row_key, '|', column_key), 'local:([^|]+)', 1), ''), row_key)) AS names
    FROM core.cell WHERE contains(row_key, 'local:') OR contains(column_key, 'local:') GROUP BY report_id
)
SELECT r.report_id, '' AS instance, len(b.names) AS left_value,
       CASE WHEN p.report_id IS NULL THEN 'unknown' WHEN b.names IS NOT NULL THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'no table' ELSE '' END AS reason,
       MAP {'where': [label('local', n) FOR n IN list_sort(b.names)]} AS said
FROM checked_report r LEFT JOIN printed p USING (report_id) LEFT JOIN beside b USING (report_id);

-- More than one published version: the number of cells that differ from the version before; mart.revision lists them.
WITH version AS (
    SELECT r.report_id, r.published_on, o.report_id AS earlier_id, o.published_on AS earlier_on
    FROM core.report r
    LEFT JOIN core.report o ON o.agency_id = r.agency_id AND o.year = r.year AND o.scope = r.scope AND o.version_number = r.version_number - 1
    WHERE r.is_current AND r.parser_version <> 'transcribed' AND coalesce(o.parser_version, '') <> 'transcribed'
), changed AS (
    SELECT v.report_id, count_if((c.printed, c.state) IS DISTINCT FROM (e.printed, e.state)) AS cells
    FROM version v
    JOIN core.cell c ON c.report_id = v.report_id
    LEFT JOIN core.cell e ON e.report_id = v.earlier_id AND e.table_name = c.table_name AND e.row_key = c.row_key AND e.column_key = c.column_key
    WHERE v.earlier_id IS NOT NULL GROUP BY v.report_id
)
SELECT v.report_id, '' AS instance, c.cells AS left_value,
       CASE WHEN v.earlier_id IS NULL THEN 'pass' WHEN v.published_on IS NULL OR v.earlier_on IS NULL THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result = 'unknown' THEN 'two texts, at least one without a day' ELSE '' END AS reason,
       MAP {'where': [told(v.earlier_on)]} AS said
FROM version v JOIN checked_report USING (report_id) LEFT JOIN changed c USING (report_id);

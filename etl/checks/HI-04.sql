-- HI-01 for every cell of tables three and four: no column and no reason of the area is below the sum of its bodies.
WITH part AS (
    SELECT r.report_id, c.table_name, c.row_key, c.column_key, sum(c.value) AS known
    FROM checked_report r
    JOIN core.area_member g ON g.collection = r.collection AND g.area_code = r.region_code AND g.year = r.year AND g.report_id IS NOT NULL
    JOIN core.cell c ON c.report_id = g.report_id AND c.table_name IN ('requests', 'cases') AND NOT contains(c.row_key || c.column_key, 'local:')
    WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary
    GROUP BY ALL HAVING sum(c.value) IS NOT NULL
), compared AS (
    SELECT p.report_id, w.name, p.table_name, p.row_key, p.column_key, o.value AS own, p.known
    FROM part p
    JOIN core.wide_column w ON w.source = 'cell' AND w.table_name = p.table_name AND w.row_key = p.row_key AND w.column_key = p.column_key
    JOIN core.cell o ON o.report_id = p.report_id AND o.table_name = p.table_name AND o.row_key = p.row_key AND o.column_key = p.column_key
    WHERE w.name NOT IN ('requests_received', 'requests_concluded', 'reviews_total')
), doubtful AS (
    SELECT *, CASE WHEN own IS NULL THEN 'unknown' ELSE 'fail' END AS result FROM compared WHERE (own IS NULL AND known > 0) OR own < known
)
SELECT d.report_id, d.name AS instance, d.own AS left_value, d.known AS right_value, [d.name] AS cells, d.result,
       CASE WHEN d.result = 'unknown' THEN 'not a number' ELSE '' END AS reason,
       cell_named(d.table_name, d.row_key, d.column_key) AS said
FROM doubtful d
UNION ALL BY NAME
SELECT report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM (SELECT DISTINCT report_id FROM compared) ANTI JOIN doubtful USING (report_id);

-- A report for a whole area is not below what its bodies report together, as far as they have reported (core.area_member).
WITH measure AS (
    SELECT name, table_name, row_key, column_key FROM core.wide_column WHERE name IN ('requests_received', 'requests_concluded', 'reviews_total')
), part AS (
    SELECT r.report_id, m.name, m.table_name, m.row_key, m.column_key, sum(c.value) AS known, count(c.value) AS bodies,
           max(c.value) AS largest, arg_max(g.agency_id, {'most': c.value, 'first': g.agency_id}) FILTER (c.value IS NOT NULL) AS agency_id
    FROM checked_report r
    CROSS JOIN measure m
    JOIN core.area_member g ON g.collection = r.collection AND g.area_code = r.region_code AND g.year = r.year AND g.report_id IS NOT NULL
    LEFT JOIN core.cell c ON c.report_id = g.report_id AND c.table_name = m.table_name AND c.row_key = m.row_key AND c.column_key = m.column_key
    WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary
    GROUP BY ALL
)
SELECT p.report_id, p.name AS instance, o.value AS left_value, p.known AS right_value, [p.name] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' WHEN left_value < right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason,
       MAP {'where': [label(p.table_name, p.row_key)], 'bodies': [told(p.bodies)], 'agency': [label('agency', p.agency_id)],
            'largest': [told(shown(p.largest))]} AS said
FROM part p
LEFT JOIN core.cell o ON o.report_id = p.report_id AND o.table_name = p.table_name AND o.row_key = p.row_key AND o.column_key = p.column_key;

-- mart: an area told in two ways that are never added: by its government's report for the whole area, and by its members (bodies
-- of the region; for a region below, its government's report or, where there is none, its bodies). One row an area, year, column.
CREATE VIEW mart.region_difference AS
WITH asked AS (
    SELECT w.name, w.table_name, w.row_key, w.column_key, w.position FROM core.wide_column w
    WHERE w.source = 'cell' AND (w.column_key = 'total' OR (w.table_name = 'disclosure' AND w.column_key IN ('decisions', '')))
), area AS (
    SELECT collection, area_code, year, count(*)::INTEGER AS members_due, count(report_id)::INTEGER AS members_held
    FROM core.area_member GROUP BY ALL
), own AS (
    SELECT a.collection, r.region_code AS area_code, r.year, r.report_id
    FROM core.report r JOIN core.agency a USING (agency_id)
    WHERE a.kind = 'government' AND r.scope = 'area' AND r.is_primary
), told AS (
    SELECT m.collection, m.area_code, m.year, q.name, sum(c.value) AS members_value, count(c.value)::INTEGER AS members_known
    FROM core.area_member m
    JOIN core.cell c ON c.report_id = m.report_id
    JOIN asked q ON q.table_name = c.table_name AND q.row_key = c.row_key AND q.column_key = c.column_key
    GROUP BY ALL
)
SELECT a.collection, a.area_code, a.year, t.name AS wide_column, o.report_id, c.value AS own_value, t.members_value,
       c.value - t.members_value AS difference, t.members_known, a.members_held, a.members_due
FROM area a
JOIN told t USING (collection, area_code, year)
JOIN asked q ON q.name = t.name
LEFT JOIN own o USING (collection, area_code, year)
LEFT JOIN core.cell c ON c.report_id = o.report_id AND c.table_name = q.table_name AND c.row_key = q.row_key AND c.column_key = q.column_key
ORDER BY a.collection, a.area_code, a.year, q.position;

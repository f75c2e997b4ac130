-- mart: an area told in two ways that are never added: by its government's report for the whole area, and by its members (bodies
-- of the region; for a region below, its government's report or, where there is none, its bodies). One row an area, year, column
-- that either side has a number for. While a member has none (members_known < members_due) their sum is a lower bound.
CREATE TABLE mart.region_difference AS
WITH asked AS (
    SELECT w.name, w.position FROM core.wide_column w
    WHERE (w.source IN ('cell', 'group') AND w.column_key = 'total')
       OR (w.source = 'cell' AND w.table_name = 'disclosure' AND w.column_key IN ('decisions', ''))
), area AS (
    SELECT collection, area_code, year, count(*)::INTEGER AS members_due, count(report_id)::INTEGER AS members_held
    FROM core.area_member GROUP BY ALL
), own AS (
    SELECT a.collection, r.region_code AS area_code, r.year, r.report_id
    FROM core.report r JOIN core.agency a USING (agency_id)
    WHERE a.kind = 'government' AND r.scope = 'area' AND r.is_primary
), value AS (
    SELECT v.report_id, v.name::VARCHAR AS name, v.value FROM report_value v SEMI JOIN asked q ON q.name = v.name::VARCHAR
), told AS (
    SELECT m.collection, m.area_code, m.year, v.name, sum(v.value) AS members_value, count(*)::INTEGER AS members_known
    FROM core.area_member m JOIN value v ON v.report_id = m.report_id GROUP BY ALL
), said AS (
    SELECT o.collection, o.area_code, o.year, v.name, v.value AS own_value FROM own o JOIN value v USING (report_id)
)
SELECT a.collection, a.area_code, a.year, name AS wide_column, o.report_id, s.own_value, t.members_value,
       s.own_value - t.members_value AS difference, coalesce(t.members_known, 0)::INTEGER AS members_known, a.members_held, a.members_due
FROM told t
FULL JOIN said s USING (collection, area_code, year, name)
JOIN area a USING (collection, area_code, year)
JOIN asked q USING (name)
LEFT JOIN own o USING (collection, area_code, year)
ORDER BY a.collection, a.area_code, a.year, q.position;

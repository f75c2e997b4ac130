-- core: what an area consists of. For every government and year: the bodies of its region and, for each region below it,
-- the report of that region's government for its whole area or, where there is none, that region's own bodies. Never both.
-- report_id is null where the member has no report.
CREATE TABLE core.area_member AS
WITH RECURSIVE unit AS (
    SELECT e.agency_id, e.year, a.region_code, a.collection, a.kind = 'government' AS governs,
           CASE WHEN a.kind <> 'government' OR r.scope = 'area' THEN r.report_id END AS report_id
    FROM core.expected_report e
    JOIN core.agency a USING (agency_id)
    LEFT JOIN core.report r ON r.agency_id = e.agency_id AND r.year = e.year AND r.is_primary
), reported AS (
    SELECT DISTINCT collection, region_code, year FROM unit WHERE governs AND report_id IS NOT NULL
), has_bodies AS (
    SELECT DISTINCT collection, region_code, year FROM unit WHERE NOT governs
), part AS (  -- the regions whose own bodies belong to an area
    SELECT DISTINCT collection, year, region_code AS area_code, region_code FROM unit WHERE governs
    UNION
    SELECT p.collection, p.year, p.area_code, g.region_code
    FROM part p
    JOIN core.region g ON g.parent_code = p.region_code
    LEFT JOIN reported o ON o.collection = p.collection AND o.year = p.year AND o.region_code = g.region_code
    WHERE o.region_code IS NULL
)
SELECT p.collection, p.area_code, p.year, u.agency_id, u.report_id
FROM part p JOIN unit u ON u.collection = p.collection AND u.year = p.year AND u.region_code = p.region_code AND NOT u.governs
UNION ALL
SELECT p.collection, p.area_code, p.year, u.agency_id, u.report_id
FROM part p
JOIN core.region g ON g.parent_code = p.region_code
JOIN unit u ON u.collection = p.collection AND u.year = p.year AND u.region_code = g.region_code AND u.governs
LEFT JOIN has_bodies b ON b.collection = p.collection AND b.year = p.year AND b.region_code = g.region_code
WHERE u.report_id IS NOT NULL OR b.region_code IS NULL
ORDER BY ALL;

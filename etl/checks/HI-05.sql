-- Two bodies of one city with the same table three in a year, from 10 requests on: one body counted by two.
WITH printed AS (
    SELECT r.report_id, r.agency_id, r.agency, r.collection, r.year, left(r.region_code, 4) AS city, w.requests_received AS received,
           m.mark
    FROM checked_report r
    JOIN core.report_wide w USING (report_id)
    JOIN requests_mark m USING (report_id)
    WHERE r.is_primary AND r.kind <> 'government'
), twin AS (
    SELECT a.report_id, arg_min(b.agency_id, b.agency) AS agency_id
    FROM printed a JOIN printed b ON b.collection = a.collection AND b.year = a.year AND b.city = a.city AND b.mark = a.mark AND b.report_id <> a.report_id
    WHERE a.received >= 10 GROUP BY a.report_id
)
SELECT p.report_id, '' AS instance, p.received AS left_value, ['requests_received'] AS cells,
       CASE WHEN t.report_id IS NOT NULL THEN 'fail' WHEN p.received IS NULL THEN 'unknown' ELSE 'pass' END AS result,
       CASE WHEN p.received IS NULL THEN 'not a number' ELSE '' END AS reason, placed('agency', t.agency_id) AS said
FROM printed p LEFT JOIN twin t USING (report_id);

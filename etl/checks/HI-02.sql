-- What an area's report holds beyond its bodies (its own office) is not negative and, with every body there, at most 60 %.
WITH part AS (
    SELECT r.report_id, sum(w.requests_received) AS known, count(w.requests_received) AS numbers, count(g.report_id) AS held, count(*) AS due
    FROM checked_report r
    JOIN core.area_member g ON g.collection = r.collection AND g.area_code = r.region_code AND g.year = r.year
    LEFT JOIN core.report_wide w ON w.report_id = g.report_id
    WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary
    GROUP BY r.report_id
)
SELECT p.report_id, '' AS instance, w.requests_received - p.known AS left_value, w.requests_received AS right_value, ['requests_received'] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' WHEN left_value < 0 THEN 'fail'
            WHEN right_value < 30 OR left_value <= 0.6 * right_value THEN 'pass'
            WHEN p.numbers < p.due THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN left_value IS NULL THEN 'not a number'
            ELSE concat(p.numbers, ' of ', p.due, ' bodies have reported') END AS reason,
       MAP {'due': [told(p.due)], 'held': [told(p.held)]} AS said
FROM part p JOIN core.report_wide w USING (report_id);

-- Coverage of an area: bodies with a report of bodies that ought to have one. Below all of them sums cannot be held equal.
WITH part AS (
    SELECT r.report_id, count(g.report_id) AS held, count(g.agency_id) AS due
    FROM checked_report r
    LEFT JOIN core.area_member g ON g.collection = r.collection AND g.area_code = r.region_code AND g.year = r.year
    WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary
    GROUP BY r.report_id
)
SELECT report_id, '' AS instance, held AS left_value, due AS right_value,
       CASE WHEN due = 0 THEN 'unknown' WHEN held < due THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN due = 0 THEN 'no body of the area is known' ELSE '' END AS reason
FROM part;

-- After a merger: what is carried in is the sum of what the predecessors carried out in the year before.
WITH succession AS (
    SELECT agency_id, unnest(string_split(predecessors, '|')) AS predecessor_id FROM core.agency WHERE predecessors <> ''
), before AS (
    SELECT s.agency_id, r.year + 1 AS year, sum(w.requests_carried_out) AS carried_out, count(w.requests_carried_out) AS known,
           count(*) AS reports, list(r.agency_id ORDER BY r.agency_id) AS agencies
    FROM succession s JOIN core.report r ON r.agency_id = s.predecessor_id AND r.is_primary JOIN core.report_wide w USING (report_id)
    GROUP BY s.agency_id, r.year
), wanted AS (SELECT agency_id, count(*) AS predecessors FROM succession GROUP BY agency_id)
SELECT r.report_id, '' AS instance, b.carried_out AS left_value, w.requests_carried_in AS right_value, ['requests_carried_in'] AS cells,
       CASE WHEN b.known < n.predecessors OR right_value IS NULL THEN 'unknown' WHEN left_value = right_value THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN result = 'unknown' THEN 'a predecessor has no number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN before b ON b.agency_id = r.agency_id AND b.year = r.year
JOIN wanted n ON n.agency_id = r.agency_id
WHERE r.previous_id IS NULL;

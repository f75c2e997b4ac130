-- First published by the earlier day that the place sets for itself (core.local_deadline).
WITH first_published AS (SELECT agency_id, year, min(published_on) AS published_on FROM core.report GROUP BY agency_id, year)
SELECT r.report_id, '' AS instance, greatest(0, f.published_on - d.deadline_on) AS left_value, 0 AS right_value,
       CASE WHEN f.published_on IS NULL THEN 'unknown' WHEN f.published_on > d.deadline_on THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN f.published_on IS NULL THEN 'date of publication not known' ELSE '' END AS reason,
       MAP {'where': [told(d.deadline_on)]} AS said
FROM checked_report r JOIN first_published f USING (agency_id, year) JOIN core.local_deadline d USING (agency_id, year)
WHERE r.is_primary;

-- More disputes than requests received, from 10 received on.
SELECT report_id, '' AS instance, w.reviews_total + w.direct_litigations_total + w.litigations_after_review_total AS left_value,
       w.requests_received AS right_value,
       ['reviews_total', 'direct_litigations_total', 'litigations_after_review_total', 'requests_received'] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN right_value >= 10 AND left_value > right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report JOIN core.report_wide w USING (report_id);

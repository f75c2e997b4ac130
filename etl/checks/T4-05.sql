-- Disputes, although there was no request this year or the year before.
SELECT report_id, '' AS instance, w.reviews_total + w.direct_litigations_total + w.litigations_after_review_total AS left_value,
       w.requests_received + w.requests_carried_in + p.requests_received + p.requests_carried_in AS right_value,
       ['reviews_total', 'direct_litigations_total', 'litigations_after_review_total', 'requests_received', 'requests_carried_in'] AS cells,
       ['requests_received', 'requests_carried_in'] AS previous_cells,
       CASE WHEN left_value = 0 OR greatest(w.requests_received, w.requests_carried_in, p.requests_received, p.requests_carried_in) > 0 THEN 'pass'
            WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id;

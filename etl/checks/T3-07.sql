-- What is carried out must have been received or carried in.
SELECT report_id, '' AS instance, w.requests_carried_out AS left_value, w.requests_received + w.requests_carried_in AS right_value,
       ['requests_carried_out', 'requests_received', 'requests_carried_in'] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' WHEN left_value > right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'not a number' ELSE '' END AS reason
FROM checked_report JOIN core.report_wide w USING (report_id);

-- A volume that changes more than fivefold in a year, from a base of 30 on.
SELECT report_id, '' AS instance, w.requests_received AS left_value, p.requests_received AS right_value,
       ['requests_received'] AS cells, ['requests_received'] AS previous_cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN right_value >= 30 AND (left_value > 5 * right_value OR left_value < 0.2 * right_value) THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id;

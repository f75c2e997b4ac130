-- Table three equal to last year's in every cell, and not all zero. Below 10 requests it may be chance: a warning.
SELECT r.report_id, '' AS instance, w.total AS left_value, p.total AS right_value, ['requests_received', 'requests_concluded'] AS cells,
       ['requests_received', 'requests_concluded'] AS previous_cells,
       CASE WHEN w.mark = p.mark AND w.cells = p.cells AND w.total > 0 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN a.requests_received >= 10 THEN 'E' ELSE 'W' END AS severity, '' AS reason
FROM checked_report r JOIN requests_mark w USING (report_id) JOIN requests_mark p ON p.report_id = r.previous_id
JOIN core.report_wide a ON a.report_id = r.report_id;

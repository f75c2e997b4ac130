-- "Other closures" above 15 % of what was concluded, from 30 concluded on.
SELECT report_id, '' AS instance, w.requests_otherwise_closed_other_closure AS left_value, w.requests_concluded AS right_value,
       ['requests_otherwise_closed_other_closure', 'requests_concluded'] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN right_value >= 30 AND left_value > 0.15 * right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'not a number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id)
WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.row_key = 'otherwise_closed.other_closure');

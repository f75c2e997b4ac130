-- Fees about 10,000 times last year's, or the inverse: yuan for 10,000 yuan.
SELECT report_id, '' AS instance, w.fees_10k_yuan AS left_value, p.fees_10k_yuan AS right_value, ['fees_10k_yuan'] AS cells,
       ['fees_10k_yuan'] AS previous_cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' WHEN least(left_value, right_value) <= 0 THEN 'pass'
            WHEN greatest(left_value, right_value) / least(left_value, right_value) BETWEEN 5000 AND 20000 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id
WHERE r.known_form = coalesce(r.previous_form, r.known_form)
  AND EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.row_key = 'fees_10k_yuan');

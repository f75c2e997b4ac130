-- Litigation after review is bounded by the reviews of this year and the year before.
SELECT report_id, '' AS instance, w.litigations_after_review_total AS left_value, w.reviews_total + p.reviews_total AS right_value,
       ['litigations_after_review_total', 'reviews_total'] AS cells, ['reviews_total'] AS previous_cells,
       CASE WHEN left_value <= w.reviews_total THEN 'pass' WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN left_value > right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id;

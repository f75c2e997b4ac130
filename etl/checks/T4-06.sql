-- Cases pending at the end of last year should come back among this year's: only a note, the form does not print them apart.
WITH kind(instance, pending, total) AS (VALUES
    ('review', 'reviews_pending', 'reviews_total'), ('direct_litigation', 'direct_litigations_pending', 'direct_litigations_total'),
    ('litigation_after_review', 'litigations_after_review_pending', 'litigations_after_review_total')
), held AS (
    SELECT r.report_id, unnest([
        {'instance': 'review', 'pending': p.reviews_pending, 'total': w.reviews_total},
        {'instance': 'direct_litigation', 'pending': p.direct_litigations_pending, 'total': w.direct_litigations_total},
        {'instance': 'litigation_after_review', 'pending': p.litigations_after_review_pending, 'total': w.litigations_after_review_total}
    ], recursive := true)
    FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id
)
SELECT h.report_id, h.instance, h.pending AS left_value, h.total AS right_value, [k.total] AS cells, [k.pending] AS previous_cells,
       CASE WHEN h.pending = 0 THEN 'pass' WHEN h.pending IS NULL OR h.total IS NULL THEN 'unknown' WHEN h.total < h.pending THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason, placed('cases', h.instance) AS said
FROM held h JOIN kind k USING (instance);

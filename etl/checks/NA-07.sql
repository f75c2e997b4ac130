-- What is counted within another thing is not more than it. Where one of the two is a bound, only a clear violation is told.
WITH pair(inside, whole, definition) AS (VALUES
    ('service_items_online', 'service_items_total', ''), ('service_items_one_visit', 'service_items_total', ''),
    ('instant_items', 'service_items_total', ''), ('zero_visit_items', 'service_items_total', ''),
    ('service_items_online', 'service_items_one_visit', '全程网办'), ('zero_visit_items', 'service_items_one_visit', ''),
    ('opinions_adopted', 'opinions_received', ''), ('messages_answered', 'messages_received', ''),
    ('messages_published', 'messages_received', ''), ('leader_interpretations', 'policy_interpretations', ''),
    ('proposals_published', 'proposals_handled', ''), ('problems_corrected', 'problems_found', '')
), held AS (
    SELECT i.report_id, p.inside, p.whole, i.value AS left_value, w.value AS right_value, i.is_exact AND w.is_exact AS exact
    FROM pair p
    JOIN core.stated_value i ON i.metric = p.inside AND p.definition IN ('', i.definition)
    JOIN core.stated_value w ON w.metric = p.whole AND w.report_id = i.report_id
    WHERE i.value IS NOT NULL AND w.value IS NOT NULL
)
SELECT h.report_id, CASE WHEN ends_with(h.whole, '_total') THEN h.inside ELSE concat(h.inside, '/', h.whole) END AS instance,
       h.left_value, h.right_value, ['stated_' || h.inside, 'stated_' || h.whole] AS cells, placed('figure', h.inside) AS said,
       CASE WHEN h.exact THEN CASE WHEN h.left_value > h.right_value THEN 'fail' ELSE 'pass' END
            WHEN h.left_value > 2 * h.right_value THEN 'fail' ELSE 'unknown' END AS result,
       CASE WHEN result = 'unknown' THEN 'an operand is a bound' ELSE '' END AS reason
FROM held h JOIN checked_report USING (report_id);

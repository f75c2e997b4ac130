-- What all new media published is at least what each of them published. A bound is held to its clear violation only.
WITH held AS (
    SELECT c.report_id, c.metric AS instance, c.value AS left_value, w.value AS right_value, c.is_exact AND w.is_exact AS exact
    FROM core.stated_value c JOIN core.stated_value w ON w.report_id = c.report_id AND w.metric = 'newmedia_items'
    WHERE c.metric IN ('wechat_items', 'weibo_items') AND c.value IS NOT NULL AND w.value IS NOT NULL
)
SELECT h.* EXCLUDE (exact), ['stated_' || h.instance, 'stated_newmedia_items'] AS cells, placed('figure', h.instance) AS said,
       CASE WHEN h.exact THEN CASE WHEN h.left_value > h.right_value THEN 'fail' ELSE 'pass' END
            WHEN h.left_value > 2 * h.right_value THEN 'fail' ELSE 'unknown' END AS result,
       CASE WHEN result = 'unknown' THEN 'an operand is a bound' ELSE '' END AS reason
FROM held h JOIN checked_report USING (report_id);

-- What all new media published is at least what each of them published.
WITH channel AS (
    SELECT report_id, unnest(['wechat_items', 'weibo_items']) AS instance, unnest([stated_wechat_items, stated_weibo_items]) AS left_value,
           stated_newmedia_items AS right_value
    FROM core.report_wide
)
SELECT c.*, CASE WHEN c.left_value > c.right_value THEN 'fail' ELSE 'pass' END AS result, '' AS reason,
       ['stated_' || c.instance, 'stated_newmedia_items'] AS cells, m.zh AS where_zh, m.en AS where_en
FROM channel c JOIN checked_report USING (report_id) JOIN place_name m ON m.table_name = 'figure' AND m.key = c.instance
WHERE c.left_value IS NOT NULL AND c.right_value IS NOT NULL;

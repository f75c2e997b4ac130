-- Online, one-visit and instant items are some of all items.
WITH item AS (
    SELECT report_id, unnest(['service_items_online', 'service_items_one_visit', 'instant_items']) AS instance,
           unnest([stated_service_items_online, stated_service_items_one_visit, stated_instant_items]) AS left_value,
           stated_service_items_total AS right_value
    FROM core.report_wide
)
SELECT i.*, CASE WHEN i.left_value > i.right_value THEN 'fail' ELSE 'pass' END AS result, '' AS reason,
       ['stated_' || i.instance, 'stated_service_items_total'] AS cells, m.zh AS where_zh, m.en AS where_en
FROM item i JOIN checked_report USING (report_id) JOIN place_name m ON m.table_name = 'figure' AND m.key = i.instance
WHERE i.left_value IS NOT NULL AND i.right_value IS NOT NULL;

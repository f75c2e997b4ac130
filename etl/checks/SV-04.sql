-- A printed share that divides items of the catalogue by cases handled, or cases by items: two worlds, no share.
WITH item AS (SELECT * FROM usable_figure WHERE metric IN ('service_items_total', 'service_items_online', 'service_items_one_visit', 'instant_items')),
handled AS (SELECT * FROM usable_figure WHERE metric IN ('cases_completed', 'hotline_cases')),
share AS (
    SELECT r.report_id, r.metric AS instance, r.value AS left_value, i.value AS items, h.value AS cases, r.evidence,
           0.5 * pow(10, -length(regexp_extract(rtrim(r.value::VARCHAR, '0'), '\.([0-9]*)$', 1))) + 0.0000001 AS tolerance,
           r.bound = '=' AND i.bound = '=' AND h.bound = '=' AS exact
    FROM usable_figure r
    JOIN item i ON i.report_id = r.report_id AND i.evidence = r.evidence
    JOIN handled h ON h.report_id = r.report_id AND h.evidence = r.evidence
    WHERE r.metric IN ('online_rate', 'one_visit_rate', 'completion_rate') AND i.value > 0 AND h.value > 0
)
SELECT s.report_id, concat(s.instance, '/', s.items, '/', s.cases) AS instance, s.left_value, s.items / s.cases * 100 AS right_value,
       CASE WHEN NOT s.exact THEN 'unknown'
            WHEN least(abs(s.left_value - 100 * s.items / s.cases), abs(s.left_value - 100 * s.cases / s.items)) <= s.tolerance THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN s.exact THEN '' ELSE 'a figure is only a bound' END AS reason,
       to_json([{'metric': s.instance, 'value': s.left_value::DOUBLE, 'printed': s.evidence}]) AS operands, placed('figure', s.instance) AS said
FROM share s JOIN checked_report USING (report_id);

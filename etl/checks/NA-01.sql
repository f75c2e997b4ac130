-- A printed share against its own two figures of the same sentence (or of figures without a sentence), to half of the last digit.
WITH pair(rate, part, whole) AS (VALUES
    ('online_rate', 'service_items_online', 'service_items_total'), ('one_visit_rate', 'service_items_one_visit', 'service_items_total')
), stated AS (
    SELECT r.report_id, p.rate AS instance, r.value AS left_value, 100 * n.value / d.value AS right_value, n.evidence,
           0.5 * pow(10, -length(regexp_extract(rtrim(r.value::VARCHAR, '0'), '\.([0-9]*)$', 1))) AS tolerance,
           to_json([{'metric': r.metric, 'value': r.value::DOUBLE, 'printed': r.evidence},
                    {'metric': n.metric, 'value': n.value::DOUBLE, 'printed': n.evidence},
                    {'metric': d.metric, 'value': d.value::DOUBLE, 'printed': d.evidence}]) AS operands,
           n.bound = '=' AND d.bound = '=' AND r.bound = '=' AS exact
    FROM pair p
    JOIN usable_figure r ON r.metric = p.rate
    JOIN usable_figure n ON n.report_id = r.report_id AND n.metric = p.part AND n.evidence = r.evidence
    JOIN usable_figure d ON d.report_id = r.report_id AND d.metric = p.whole
    WHERE d.value > 0 AND NOT d.rival AND d.part = '' AND n.part = ''
)
SELECT s.report_id, s.instance, s.left_value, round(s.right_value, 2) AS right_value, s.operands,
       CASE WHEN NOT s.exact THEN 'unknown'
            WHEN abs(s.left_value - s.right_value) <= s.tolerance + 0.0000001 THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN s.exact THEN '' ELSE 'an operand is a bound' END AS reason,
       placed('figure', s.instance) AS said
FROM stated s JOIN checked_report USING (report_id);

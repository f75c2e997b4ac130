-- A cumulative figure does not fall.
WITH total AS (
    SELECT r.report_id, r.previous_id, f.metric, max(f.value) AS value, arg_max(f.evidence, {'most': f.value, 'first': f.evidence}) AS evidence, bool_and(f.bound = '=') AS exact
    FROM core.figure f JOIN checked_report r USING (report_id) WHERE f.scope = 'cumulative' AND f.status <> 'rejected' GROUP BY r.report_id, r.previous_id, f.metric
)
SELECT t.report_id, t.metric AS instance, t.value AS left_value, p.value AS right_value,
       CASE WHEN NOT (t.exact AND p.exact) THEN 'unknown' WHEN t.value < p.value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN t.exact AND p.exact THEN '' ELSE 'an operand is a bound' END AS reason,
       to_json([{'metric': t.metric, 'value': t.value::DOUBLE, 'printed': t.evidence},
                {'metric': t.metric, 'value': p.value::DOUBLE, 'printed': p.evidence}]) AS operands, placed('figure', t.metric) AS said
FROM total t JOIN total p ON p.report_id = t.previous_id AND p.metric = t.metric;

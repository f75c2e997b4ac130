-- The text says that nothing was carried over, or that all requests were answered, while table three carries some over.
WITH told AS (
    SELECT report_id, metric, value, evidence, level FROM figure_of_year JOIN usable_figure USING (report_id, metric, value, level)
    WHERE metric = 'requests_carried_out' AND value = 0
    UNION
    SELECT report_id, metric, value, evidence, level FROM usable_figure
    WHERE metric = 'requests_answered' AND value > 0 AND contains(rule, '/all_answered') AND NOT rival
)
SELECT t.report_id, CASE WHEN t.metric = 'requests_answered' THEN 'all answered' ELSE '' END AS instance, t.value AS left_value,
       w.requests_carried_out AS right_value, ['requests_carried_out'] AS cells,
       to_json([{'metric': t.metric, 'value': t.value::DOUBLE, 'printed': t.evidence}]) AS operands,
       CASE WHEN w.requests_carried_out IS NULL THEN 'unknown' WHEN t.level <> 'area' AND r.scope = 'area' THEN 'unknown'
            WHEN w.requests_carried_out > 0 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN w.requests_carried_out IS NULL THEN 'the table has no number'
            WHEN t.level <> 'area' AND r.scope = 'area' THEN 'text of the body alone, table of the area?' ELSE '' END AS reason
FROM told t JOIN checked_report r USING (report_id) JOIN core.report_wide w USING (report_id)
QUALIFY row_number() OVER (PARTITION BY t.report_id, t.metric ORDER BY t.evidence) = 1;

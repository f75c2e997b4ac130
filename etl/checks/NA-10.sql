-- A figure given as a bound (近, 余, 超过) against an exact one of the same thing in the same report: only a violation is an error.
WITH rough AS (
    SELECT * FROM usable_figure WHERE bound <> '=' AND part = '' AND NOT ends_with(metric, '_rate')
), pair AS (
    SELECT b.report_id, b.metric, b.bound, b.value AS left_value, e.value AS right_value, b.evidence, e.evidence AS other_evidence
    FROM rough b
    LEFT JOIN usable_figure e ON e.report_id = b.report_id AND e.metric = b.metric AND e.level = b.level AND e.part = '' AND e.bound = '='
                             AND e.definition = b.definition
)
SELECT p.report_id, p.metric AS instance, p.left_value, p.right_value,
       to_json([{'metric': p.metric, 'value': p.left_value::DOUBLE, 'printed': p.evidence},
                {'metric': p.metric, 'value': p.right_value::DOUBLE, 'printed': coalesce(p.other_evidence, '')}]) AS operands,
       CASE WHEN p.right_value IS NULL THEN 'unknown'
            WHEN p.bound = '≥' AND p.right_value < p.left_value OR p.bound = '≤' AND p.right_value > p.left_value
              OR p.bound = '≈' AND p.right_value NOT BETWEEN 0.8 * p.left_value AND 2 * p.left_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN p.right_value IS NULL THEN 'no exact figure to hold the bound against' ELSE '' END AS reason,
       placed('figure', p.metric) AS said
FROM pair p JOIN checked_report USING (report_id)
QUALIFY row_number() OVER (PARTITION BY p.report_id, p.metric, p.left_value ORDER BY result = 'fail' DESC, p.right_value, p.evidence, p.other_evidence) = 1;

-- Which grades count as satisfied (top two, top three) stays the same within a report and from year to year.
WITH told AS (
    SELECT report_id, max(value) AS rate,
           coalesce(list(DISTINCT CASE WHEN contains(evidence, '基本满意') THEN 'three' ELSE 'two' END)
                    FILTER (contains(evidence, '基本满意') OR contains(evidence, '非常满意')), []) AS grades
    FROM usable_figure WHERE metric = 'satisfaction_rate' GROUP BY report_id
)
SELECT r.report_id, '' AS instance, n.rate AS left_value, ['stated_satisfaction_rate'] AS cells,
       CASE WHEN len(n.grades) > 1 THEN 'fail' WHEN len(n.grades) = 0 THEN 'unknown'
            WHEN len(b.grades) > 0 AND NOT list_contains(b.grades, n.grades[1]) THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'the text does not say which grades count' ELSE '' END AS reason
FROM checked_report r JOIN told n USING (report_id) LEFT JOIN told b ON b.report_id = r.previous_id;

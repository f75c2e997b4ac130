-- A hundred per cent of requests concluded, while some are carried over: possible only of those due.
WITH told AS (
    SELECT report_id, min(regexp_extract(text, '[^。；;\n]*(?:依申请|申请公开|公开申请|信息申请)[^。；;\n]*办结率[^。；;\n0-9]{0,6}(?:100[%％]|百分之百|１００％)[^。；;\n]*')) AS sentence
    FROM core.section
    WHERE contains(text, '办结率')
      AND regexp_matches(text, '(?:依申请|申请公开|公开申请|信息申请)[^。；;\n]*办结率[^。；;\n0-9]{0,6}(?:100[%％]|百分之百|１００％)')
    GROUP BY report_id
)
SELECT t.report_id, '' AS instance, 100 AS left_value, w.requests_carried_out AS right_value,
       to_json([{'metric': 'requests_completion_rate', 'value': 100, 'printed': t.sentence}]) AS operands,
       CASE WHEN w.requests_carried_out IS NULL THEN 'unknown' WHEN w.requests_carried_out > 0 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN w.requests_carried_out IS NULL THEN 'the table has no number' ELSE '' END AS reason
FROM told t JOIN checked_report USING (report_id) JOIN core.report_wide w USING (report_id)
WHERE NOT regexp_matches(t.sentence, '热线|留言|信箱|提案|建议|工单|事项');

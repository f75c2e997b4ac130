-- Text like another agency's of the same year: the one published later is asked (both, where the days are not known).
SELECT l.report_id, '' AS instance, max(l.similarity) * 100 AS left_value, 100 AS right_value, 'fail' AS result,
       to_json([{'report_id': arg_max(l.other_report_id, l.similarity), 'section': arg_max(l.section, l.similarity)}]) AS operands,
       arg_max(a.name_zh, l.similarity) AS where_zh, arg_max(a.name_zh, l.similarity) AS where_en, '' AS reason
FROM core.likeness l
JOIN core.report r USING (report_id)
JOIN core.report o ON o.report_id = l.other_report_id
JOIN core.agency a ON a.agency_id = o.agency_id
WHERE l.kind = 'peer' AND l.similarity >= CASE l.section WHEN '5' THEN 0.8 ELSE 0.65 END
  AND coalesce(r.published_on >= o.published_on, true)
GROUP BY l.report_id
UNION ALL BY NAME
SELECT report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM (SELECT DISTINCT report_id FROM core.section) JOIN checked_report USING (report_id)
ANTI JOIN (
    SELECT l.report_id FROM core.likeness l JOIN core.report r USING (report_id) JOIN core.report o ON o.report_id = l.other_report_id
    WHERE l.kind = 'peer' AND l.similarity >= CASE l.section WHEN '5' THEN 0.8 ELSE 0.65 END
      AND coalesce(r.published_on >= o.published_on, true)
) f USING (report_id);

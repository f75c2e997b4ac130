-- Text like the agency's own of the year before.
WITH own AS (SELECT report_id, max(similarity) AS similarity, arg_max(other_report_id, similarity) AS other, arg_max(section, similarity) AS section
             FROM core.likeness WHERE kind = 'own_year_before' GROUP BY report_id)
SELECT r.report_id, '' AS instance, o.similarity * 100 AS left_value, 100 AS right_value,
       CASE WHEN o.similarity >= 0.85 THEN 'fail' ELSE 'pass' END AS result,
       to_json([{'report_id': o.other, 'section': o.section}]) AS operands, '' AS reason
FROM checked_report r LEFT JOIN own o USING (report_id)
WHERE r.previous_id IS NOT NULL AND r.report_id IN (SELECT report_id FROM core.section)
  AND r.previous_id IN (SELECT report_id FROM core.section);

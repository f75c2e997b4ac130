-- Text like the agency's own of the year before.
WITH own AS (
    SELECT report_id, similarity, other_report_id AS other, section FROM core.likeness WHERE kind = 'own_year_before'
    QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY similarity DESC, section, other_report_id) = 1
)
SELECT r.report_id, '' AS instance, o.similarity * 100 AS left_value, 100 AS right_value,
       CASE WHEN o.similarity >= 0.85 THEN 'fail' ELSE 'pass' END AS result,
       to_json([{'report_id': o.other, 'section': o.section}]) AS operands, '' AS reason
FROM checked_report r LEFT JOIN own o USING (report_id)
WHERE r.previous_id IS NOT NULL AND r.report_id IN (SELECT report_id FROM core.section)
  AND r.previous_id IN (SELECT report_id FROM core.section);

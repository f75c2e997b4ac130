-- Text like another agency's of the same year: the one published later is asked (both, where the days are not known). Of several the
-- likest is told, of equals always the same one, so that what a person said about it is found again.
WITH alike AS (
    SELECT l.report_id, l.similarity, l.section, l.other_report_id, o.agency_id
    FROM core.likeness l JOIN core.report r USING (report_id) JOIN core.report o ON o.report_id = l.other_report_id
    WHERE l.kind = 'peer' AND l.similarity >= CASE l.section WHEN '5' THEN 0.8 ELSE 0.65 END
      AND coalesce(r.published_on >= o.published_on, true)
    QUALIFY row_number() OVER (PARTITION BY l.report_id ORDER BY l.similarity DESC, l.section, o.agency_id, l.other_report_id) = 1
)
SELECT report_id, '' AS instance, similarity * 100 AS left_value, 100 AS right_value, 'fail' AS result,
       to_json([{'report_id': other_report_id, 'section': section}]) AS operands, placed('agency', agency_id) AS said, '' AS reason
FROM alike
UNION ALL BY NAME
SELECT report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM (SELECT DISTINCT report_id FROM core.section) JOIN checked_report USING (report_id) ANTI JOIN alike USING (report_id);

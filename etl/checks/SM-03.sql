-- Another agency's full name inside the text of section five: the trace of a copy. Superior bodies may well be named.
WITH text AS (
    SELECT r.report_id, r.agency_id, r.region_code, r.collection, r.kind, string_agg(s.text, ' ') AS words
    FROM checked_report r JOIN core.section s USING (report_id) WHERE s.number = '5' GROUP BY ALL
), foreign_name AS (
    SELECT t.report_id, min(a.name_zh) AS name
    FROM text t JOIN core.agency a
      ON a.collection = t.collection AND a.kind = t.kind AND a.agency_id <> t.agency_id AND a.region_code <> t.region_code
     AND a.is_listed AND length(a.name_zh) > 4 AND contains(t.words, a.name_zh)
    JOIN core.region own ON own.region_code = t.region_code
    WHERE a.region_code IS DISTINCT FROM own.parent_code
    GROUP BY t.report_id
)
SELECT t.report_id, '' AS instance, CASE WHEN f.name IS NULL THEN 'pass' ELSE 'fail' END AS result, '' AS reason,
       f.name AS where_zh, f.name AS where_en
FROM text t LEFT JOIN foreign_name f USING (report_id);

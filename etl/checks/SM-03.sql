-- The name of a body of another place as if it were one's own: the trace of a copy. Bodies of the own place, of those above and below
-- it may be named, and so may others in titles of documents, as partners, as senders, or as those whom one learns from.
WITH RECURSIVE spoken AS (
    SELECT r.report_id, r.agency_id, r.region_code, r.collection, r.kind, r.level,
           replace(replace(regexp_replace(regexp_replace(string_agg(s.text, ' ' ORDER BY s.position), '《[^》]*》', '', 'g'), '\s', '', 'g'),
                           r.agency, ''), coalesce(p.agency_printed, r.agency), '') AS words
    FROM checked_report r JOIN core.report p USING (report_id) JOIN core.section s USING (report_id)
    GROUP BY r.report_id, r.agency_id, r.region_code, r.collection, r.kind, r.level, r.agency, p.agency_printed
), named AS (
    SELECT t.report_id, t.region_code, a.region_code AS other_code, a.agency_id, a.name_zh AS name,
           regexp_replace(t.words, '(学习|借鉴|考察|调研|观摩|前往|赴|到|对标|参照|转发|会同|联合|配合|与|和|同|及|向|由|经|对|从|给|、)' || a.name_zh, '', 'g') AS words
    FROM spoken t JOIN core.agency a
      ON a.collection = t.collection AND (a.kind = t.kind OR (a.kind = 'government' AND a.level = t.level)) AND a.agency_id <> t.agency_id
     AND a.region_code <> t.region_code AND a.is_listed AND length(a.name_zh) > 4 AND contains(t.words, a.name_zh)
), above AS (
    SELECT region_code, region_code AS holder FROM (SELECT region_code FROM named UNION SELECT other_code FROM named)
    UNION
    SELECT a.region_code, g.parent_code FROM above a JOIN core.region g ON g.region_code = a.holder WHERE g.parent_code <> ''
), foreign_name AS (
    SELECT n.report_id, arg_min(n.agency_id, n.name) AS agency_id
    FROM named n
    WHERE regexp_matches(n.words, n.name || '($|[^〔［\[（(和与、转移来一关印发网官等])')
      AND NOT EXISTS (FROM above u WHERE u.region_code = n.region_code AND u.holder = n.other_code)
      AND NOT EXISTS (FROM above u WHERE u.region_code = n.other_code AND u.holder = n.region_code)
    GROUP BY n.report_id
)
SELECT t.report_id, '' AS instance, CASE WHEN f.agency_id IS NULL THEN 'pass' ELSE 'fail' END AS result, '' AS reason,
       placed('agency', f.agency_id) AS said
FROM spoken t LEFT JOIN foreign_name f USING (report_id);

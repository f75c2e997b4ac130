-- The body named in the title, or at the head of section one, is the body that the report was loaded for.
WITH head AS (
    SELECT report_id, min(regexp_replace(text, '\s', '', 'g')) AS text FROM core.section WHERE number = '1' GROUP BY report_id
), said AS (
    SELECT r.report_id, r.agency_id, r.agency, r.collection, a.predecessors, p.agency_printed,
           coalesce(nullif(regexp_extract(regexp_replace(coalesce(r.title, ''), '\s', '', 'g'), '^《?(.+?)(关于)?20[0-9]{2}年', 1), ''),
                    nullif(regexp_extract(regexp_replace(coalesce(r.title, ''), '\s', '', 'g'), '^《?(?:20[0-9]{2}年度?)?(.+?)(?:政府)?信息公开', 1), '')) AS titled,
           regexp_extract(coalesce(h.text, ''), '^(?:20[0-9]{2}年[,，]?)?(.{3,30}?(?:局|委员会|办公室|人民政府|中心|厅))', 1) AS opened
    FROM checked_report r JOIN core.agency a USING (agency_id) JOIN core.report p USING (report_id) LEFT JOIN head h USING (report_id)
), other AS (
    SELECT s.report_id, arg_min(o.agency_id, o.name_zh) AS agency_id
    FROM said s JOIN core.agency o
      ON o.collection = s.collection AND o.is_listed AND o.name_zh IN (s.titled, s.opened) AND o.name_zh <> s.agency
     AND o.name_zh <> coalesce(s.agency_printed, '') AND NOT list_contains(string_split(s.predecessors, '|'), o.agency_id)
    GROUP BY s.report_id
)
SELECT s.report_id, '' AS instance,
       CASE WHEN o.agency_id IS NOT NULL THEN 'fail' WHEN s.titled IS NULL THEN 'unknown'
            WHEN s.titled IN (s.agency, s.agency_printed) OR contains(s.titled, s.agency) OR contains(s.agency, s.titled) THEN 'pass' ELSE 'unknown' END AS result,
       CASE WHEN result = 'unknown' THEN 'the title names no body of the register' ELSE '' END AS reason, placed('agency', o.agency_id) AS said
FROM said s LEFT JOIN other o USING (report_id);

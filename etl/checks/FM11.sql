-- Section one covers the five subjects of the notice.
WITH one AS (SELECT report_id, string_agg(text, ' ') FILTER (number = '1') AS text FROM core.section GROUP BY report_id),
subject(zh, en, pattern) AS (VALUES
    ('主动公开', 'publication', '主动公开'), ('依申请公开', 'requests', '依申请'), ('政府信息管理', 'management', '信息管理|信息资源|规范性文件|公开属性|源头'),
    ('平台建设', 'platforms', '平台|网站|专栏|新媒体'), ('监督保障', 'supervision', '监督|考核|保障|培训')
), gone AS (
    SELECT o.report_id, list(s.zh) FILTER (NOT regexp_matches(o.text, s.pattern)) AS zh, list(s.en) FILTER (NOT regexp_matches(o.text, s.pattern)) AS en
    FROM one o CROSS JOIN subject s WHERE o.text IS NOT NULL GROUP BY o.report_id
)
SELECT r.report_id, '' AS instance,
       CASE WHEN g.report_id IS NULL THEN 'unknown' WHEN g.zh IS NULL THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN g.report_id IS NULL THEN 'no section one' ELSE '' END AS reason,
       array_to_string(g.zh, '、') AS where_zh, array_to_string(g.en, ', ') AS where_en
FROM checked_report r LEFT JOIN gone g USING (report_id);

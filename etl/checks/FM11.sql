-- Section one covers the five subjects of the notice.
WITH one AS (SELECT report_id, string_agg(text, ' ') FILTER (number = '1') AS text FROM core.section GROUP BY report_id),
subject(place, key, pattern) AS (VALUES
    (1, 'publication', '主动公开'), (2, 'requests', '依申请'), (3, 'management', '信息管理|信息资源|规范性文件|公开属性|源头'),
    (4, 'platforms', '平台|网站|专栏|新媒体'), (5, 'supervision', '监督|考核|保障|培训')
), gone AS (
    SELECT o.report_id, list(label('FM11', s.key) ORDER BY s.place) FILTER (NOT regexp_matches(o.text, s.pattern)) AS names
    FROM one o CROSS JOIN subject s WHERE o.text IS NOT NULL GROUP BY o.report_id
)
SELECT r.report_id, '' AS instance,
       CASE WHEN g.report_id IS NULL THEN 'unknown' WHEN g.names IS NULL THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN g.report_id IS NULL THEN 'no section one' ELSE '' END AS reason,
       MAP {'where': g.names} AS said
FROM checked_report r LEFT JOIN gone g USING (report_id);

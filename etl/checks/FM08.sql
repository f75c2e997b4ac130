-- Section six speaks of the fees for handling information.
WITH six AS (
    SELECT report_id, bool_or(regexp_matches(text, '信息(公开)?处理费|收取.{0,12}费|收费')) FILTER (number = '6') AS mentioned,
           count_if(number = '6') AS sections
    FROM core.section GROUP BY report_id
)
SELECT r.report_id, '' AS instance,
       CASE WHEN coalesce(s.sections, 0) = 0 THEN 'unknown' WHEN s.mentioned THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN coalesce(s.sections, 0) = 0 THEN 'no section six' ELSE '' END AS reason
FROM checked_report r LEFT JOIN six s USING (report_id);

-- 共N条，其中A…、B…: parts of one sentence may not exceed the whole. They need not reach it. Where a second 其中 follows, what stands
-- behind the last semicolon before it is its whole.
WITH sentence AS (
    SELECT f.report_id, f.metric, f.value, f.evidence, f.unit,
           CASE WHEN split_part(f.evidence, '其中', 3) = '' THEN split_part(f.evidence, '其中', 2)
                ELSE regexp_replace(split_part(f.evidence, '其中', 2), '[；;][^；;]*$', '') END AS tail
    FROM usable_figure f
    WHERE f.metric IN ('proactive_items', 'website_items', 'requests_received', 'newmedia_items') AND f.bound = '=' AND f.part = ''
      AND contains(f.evidence, '其中') AND f.unit <> '' AND length(split_part(f.evidence, '其中', 1)) > 0
      AND contains(replace(split_part(f.evidence, '其中', 1), ',', ''), regexp_replace(f.value::VARCHAR, '\.0+$', ''))
), part AS (
    SELECT *, [replace(n, ',', '')::DECIMAL(18, 2) FOR n IN regexp_extract_all(tail, '([0-9][0-9,]*)' || unit, 1)] AS parts,
           regexp_matches(tail, '余|多|近|约|超|万|亿') AS rough
    FROM sentence
)
SELECT p.report_id, p.metric AS instance, list_sum(p.parts) AS left_value, p.value AS right_value,
       CASE WHEN p.rough THEN 'unknown' WHEN list_sum(p.parts) > p.value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN p.rough THEN 'a part is a bound' ELSE '' END AS reason,
       to_json([{'metric': p.metric, 'value': p.value::DOUBLE, 'printed': p.evidence}]) AS operands
FROM part p JOIN checked_report USING (report_id) WHERE len(p.parts) >= 2;

-- 比上年增加n件: the printed difference of a figure against the year before (table three for requests, else the text of that year).
WITH told AS (
    SELECT f.report_id, f.metric AS instance, f.value, f.level, f.evidence, r.previous_id, r.scope, r.year_before_loaded,
           substr(f.evidence, f.place + length(f.printed) + 1, 40) AS tail, w.requests_received AS now_in_table,
           CASE WHEN f.metric = 'requests_received' THEN p.requests_received ELSE s.value END AS before_value,
           CASE WHEN f.metric = 'requests_received' THEN p.requests_received + p.requests_carried_in END AS before_with_carried
    FROM usable_figure f JOIN checked_report r USING (report_id) JOIN core.report_wide w USING (report_id)
    LEFT JOIN core.report_wide p ON p.report_id = r.previous_id
    LEFT JOIN core.stated_value s ON s.report_id = r.previous_id AND s.metric = f.metric AND s.is_exact
    WHERE f.place IS NOT NULL AND f.printed <> '' AND f.bound = '=' AND f.part = '' AND NOT f.rival AND NOT ends_with(f.metric, '_rate')
), said AS (
    SELECT *, regexp_extract(tail, '^[，,、（(]{0,2}(?:同比|较上年|比上年|较去年|比去年|与上年相比|与去年相比|较上一年|比上一年)[^0-9，,。；;]{0,8}?'
                                || '(增长|增加|上升|增|下降|减少|降低|减)(?:了|约|近)*([0-9][0-9,]*(?:\.[0-9]+)?)(?:余|多)?(?:件|条|项|份|宗|起|个|篇|次|期|场)', ['way', 'number']) AS grown,
           regexp_matches(tail, '(约|近|超过?|余|多)[0-9]|[0-9](余|多)') AS rough
    FROM told
), change AS (
    SELECT * EXCLUDE (grown), replace(grown.number, ',', '')::DECIMAL(24, 6) * CASE WHEN grown.way IN ('下降', '减少', '降低', '减') THEN -1 ELSE 1 END AS left_value,
           0.5 * pow(10, -length(regexp_extract(grown.number, '\.([0-9]*)$', 1))) AS half
    FROM said WHERE grown.number <> ''
), held AS (
    SELECT *, value - before_value AS right_value, value - before_with_carried AS other_value, CASE WHEN rough THEN greatest(1, 0.1 * abs(left_value)) ELSE 0 END AS slack FROM change
)
SELECT h.report_id, h.instance, h.left_value, round(h.right_value, 4) AS right_value,
       to_json([{'metric': h.instance, 'value': h.value::DOUBLE, 'printed': h.evidence},
                {'metric': h.instance, 'value': h.before_value::DOUBLE, 'printed': ''}]) AS operands,
       CASE WHEN least(abs(h.right_value - h.left_value), abs(h.other_value - h.left_value)) <= h.slack THEN 'pass'
            WHEN h.right_value IS NULL OR (h.level <> 'area' AND h.scope = 'area') THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN h.previous_id IS NULL THEN 'no report of the year before'
            WHEN h.right_value IS NULL THEN 'no figure of the year before' ELSE 'text of the body alone, table of the area?' END AS reason,
       placed('figure', h.instance) AS said
FROM held h;

-- A monthly mean times twelve is the year's total, to half of the mean's last digit; of a daily or weekly one the days are not stated.
WITH told AS (
    SELECT f.report_id, f.metric AS instance, f.value AS right_value, f.bound, f.evidence, left(f.unit, 1) AS unit_sign,
           regexp_extract(f.evidence, '(月均|平均每月|每月平均|每月均|日均|平均每天|平均每日|周均|平均每周)[^0-9，,。；;]{0,8}([0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?(\p{Han})',
                          ['span', 'mean', 'rough', 'unit']) AS said
    FROM usable_figure f
    WHERE f.unit <> '' AND regexp_matches(f.evidence, '均') AND f.part = '' AND NOT ends_with(f.metric, '_rate')
), mean AS (
    SELECT * EXCLUDE (said), said.span, said.rough, replace(said.mean, ',', '')::DECIMAL(24, 6) * 12 AS left_value,
           6 * pow(10, -length(regexp_extract(said.mean, '\.([0-9]*)$', 1))) AS slack
    FROM told WHERE said.mean <> '' AND said.unit = unit_sign
)
SELECT n.report_id, n.instance, CASE WHEN contains(span, '月') THEN n.left_value END AS left_value, n.right_value,
       to_json([{'metric': n.instance, 'value': n.right_value::DOUBLE, 'printed': n.evidence}]) AS operands,
       CASE WHEN NOT contains(span, '月') OR rough <> '' OR bound <> '=' THEN 'unknown'
            WHEN abs(n.left_value - n.right_value) <= slack THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN NOT contains(span, '月') THEN 'the days or weeks counted are not stated' WHEN rough <> '' OR bound <> '=' THEN 'an operand is a bound'
            ELSE '' END AS reason, placed('figure', n.instance) AS said
FROM mean n JOIN checked_report USING (report_id);

-- Last digits of the volumes of an area's bodies (20 and more; totals of tables three and four, counts of table two): 0 and 5 too
-- often. Chi-square against evenness over ten digits above 27.88 (99.9 %, 9 degrees of freedom); 100 values are needed.
WITH volume AS (
    SELECT r.report_id, (c.value::BIGINT) % 10 AS digit
    FROM checked_report r
    JOIN core.area_member g ON g.collection = r.collection AND g.area_code = r.region_code AND g.year = r.year AND g.report_id IS NOT NULL
    JOIN core.cell c ON c.report_id = g.report_id AND c.value >= 20 AND c.value = trunc(c.value)
     AND NOT contains(c.row_key || c.column_key, 'local:')
     AND (c.column_key = 'total' OR (c.table_name = 'disclosure' AND c.row_key <> 'fees_10k_yuan' AND c.column_key <> 'amount'))
    WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary
), counted AS (
    SELECT report_id, count(*) AS volumes, count_if(digit IN (0, 5)) AS heaped,
           list(digit) AS digits
    FROM volume GROUP BY report_id
), measured AS (
    SELECT report_id, volumes, heaped,
           list_sum([pow(len(list_filter(digits, lambda x: x = d)) - volumes / 10.0, 2) / (volumes / 10.0) FOR d IN range(10)]) AS chi_square
    FROM counted
)
SELECT r.report_id, '' AS instance, m.heaped AS left_value, m.volumes AS right_value,
       CASE WHEN coalesce(m.volumes, 0) < 100 THEN 'unknown' WHEN m.chi_square > 27.88 AND m.heaped > 0.2 * m.volumes THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'fewer than 100 volumes' ELSE '' END AS reason,
       MAP {'where': [told(round(m.chi_square, 1))]} AS said
FROM checked_report r LEFT JOIN measured m USING (report_id)
WHERE r.kind = 'government' AND r.scope = 'area' AND r.is_primary;

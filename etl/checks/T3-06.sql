-- One row and one column of table three fail, and no other, by the same amount: the fault is the cell where they cross. A cell
-- that is too large by d makes its row too long by d (the total column: too short) and its column likewise.
WITH said AS (
    SELECT report_id, rule, instance, result, left_value - right_value AS gap FROM found WHERE rule IN ('T3-01', 'T3-02', 'T3-03')
), counted AS (
    SELECT report_id, count_if(result = 'unknown') AS open,
           list(DISTINCT instance) FILTER (result = 'fail' AND rule = 'T3-03') AS rows,
           list(DISTINCT instance) FILTER (result = 'fail' AND rule <> 'T3-03') AS columns,
           list(DISTINCT rule ORDER BY rule) FILTER (result = 'fail' AND rule <> 'T3-03') AS broken,
           any_value(gap) FILTER (result = 'fail' AND rule = 'T3-03') AS row_gap,
           list(DISTINCT gap) FILTER (result = 'fail' AND rule <> 'T3-03') AS column_gaps
    FROM said GROUP BY report_id
), crossing AS (
    SELECT *, rows[1] AS row_key, columns[1] AS column_key, row_gap * CASE WHEN columns[1] = 'total' THEN -1 ELSE 1 END AS excess,
           CASE WHEN rows[1] = 'concluded' THEN ['T3-01', 'T3-02'] WHEN rows[1] IN ('received', 'carried_in', 'carried_out') THEN ['T3-01']
                ELSE ['T3-02'] END AS wanted,
           CASE WHEN rows[1] IN ('concluded', 'carried_out') THEN -1 ELSE 1 END AS side
    FROM counted
), placed AS (
    SELECT x.*, c.value AS left_value, c.value - x.excess AS right_value, w.name,
           len(rows) = 1 AND len(columns) = 1 AND broken = wanted AND column_gaps = [excess * side] AND c.value >= x.excess AS is_one
    FROM crossing x
    LEFT JOIN core.cell c ON c.report_id = x.report_id AND c.table_name = 'requests' AND c.row_key = x.row_key AND c.column_key = x.column_key
    LEFT JOIN core.wide_column w ON w.table_name = 'requests' AND w.row_key = x.row_key AND w.column_key = x.column_key
    QUALIFY row_number() OVER (PARTITION BY x.report_id ORDER BY c.position) = 1
)
SELECT p.report_id, '' AS instance, CASE WHEN p.is_one THEN p.left_value END AS left_value, CASE WHEN p.is_one THEN p.right_value END AS right_value,
       CASE WHEN p.is_one THEN [p.name] END AS cells,
       CASE WHEN coalesce(p.is_one, false) THEN 'fail' WHEN p.open = 0 AND p.rows IS NULL AND p.columns IS NULL THEN 'pass' ELSE 'unknown' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN p.rows IS NULL AND p.columns IS NULL THEN 'not a number' ELSE 'no single cell explains the failures' END AS reason,
       cell_named('requests', p.row_key, p.column_key) AS said
FROM placed p JOIN checked_report USING (report_id);

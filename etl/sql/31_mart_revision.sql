-- mart: what changed between two published versions of one report, cell by cell (XY-09).
CREATE VIEW mart.revision AS
WITH pair AS (
    SELECT n.agency_id, n.year, n.scope, o.report_id AS earlier_id, n.report_id AS later_id, o.published_on AS earlier_on,
           n.published_on AS later_on, n.version_number
    FROM core.report n
    JOIN core.report o ON o.agency_id = n.agency_id AND o.year = n.year AND o.scope = n.scope AND o.version_number = n.version_number - 1
), earlier AS (
    SELECT p.later_id, c.table_name, c.row_key, c.column_key, c.printed, c.read_value, c.state
    FROM pair p JOIN core.cell c ON c.report_id = p.earlier_id
), later AS (
    SELECT p.later_id, c.table_name, c.row_key, c.column_key, c.printed, c.read_value, c.state
    FROM pair p JOIN core.cell c ON c.report_id = p.later_id
)
SELECT p.agency_id, p.year, p.scope, p.version_number, p.earlier_id, p.later_id, p.earlier_on, p.later_on,
       coalesce(l.table_name, e.table_name) AS table_name, coalesce(l.row_key, e.row_key) AS row_key,
       coalesce(l.column_key, e.column_key) AS column_key, e.printed AS before, l.printed AS after,
       e.read_value AS value_before, l.read_value AS value_after
FROM later l
FULL JOIN earlier e USING (later_id, table_name, row_key, column_key)
JOIN pair p ON p.later_id = coalesce(l.later_id, e.later_id)
WHERE (e.printed, e.read_value, e.state) IS DISTINCT FROM (l.printed, l.read_value, l.state);

-- What people said about failures: still of these operands, to be asked again, or settled.
CREATE VIEW mart.verdict AS
SELECT v.rule, v.agency_id, try_cast(v.year AS INTEGER) AS year, v.verdict, v.remark, v.person, v.decided_on, v.operands_mark,
       CASE WHEN bool_or(c.operands_mark = v.operands_mark) THEN 'holds'
            WHEN count(c.rule) > 0 THEN 'ask again' ELSE 'settled' END AS status
FROM core.verdict v
LEFT JOIN core.check_result c
  ON c.rule = v.rule AND c.agency_id = v.agency_id AND c.year = try_cast(v.year AS INTEGER) AND c.result = 'fail'
GROUP BY ALL;

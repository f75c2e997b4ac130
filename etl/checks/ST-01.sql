-- A volume of 0 where the others of its kind and level have more than 100 on average and the body itself had more than 20 last year.
WITH volume AS (
    SELECT r.report_id, r.collection, r.kind, r.level, r.year, r.previous_id, unnest([
        {'name': 'requests_received', 'now': w.requests_received, 'before': p.requests_received},
        {'name': 'requests_concluded', 'now': w.requests_concluded, 'before': p.requests_concluded},
        {'name': 'permits_decisions', 'now': w.permits_decisions, 'before': p.permits_decisions},
        {'name': 'penalties_decisions', 'now': w.penalties_decisions, 'before': p.penalties_decisions},
        {'name': 'coercive_measures_decisions', 'now': w.coercive_measures_decisions, 'before': p.coercive_measures_decisions}
    ], recursive := true)
    FROM checked_report r JOIN core.report_wide w USING (report_id) LEFT JOIN core.report_wide p ON p.report_id = r.previous_id
    WHERE r.is_primary
), beside AS (
    SELECT *, (sum(now) OVER peers - coalesce(now, 0)) / nullif(count(now) OVER peers - (now IS NOT NULL)::INTEGER, 0) AS mean,
           count(now) OVER peers - (now IS NOT NULL)::INTEGER AS others
    FROM volume WINDOW peers AS (PARTITION BY collection, kind, level, year, name)
)
SELECT b.report_id, b.name AS instance, b.before AS left_value, b.mean AS right_value, [b.name] AS cells, [b.name] AS previous_cells,
       CASE WHEN b.now <> 0 OR b.before <= 20 THEN 'pass' WHEN b.before IS NULL OR b.others < 3 THEN 'unknown'
            WHEN b.mean <= 100 THEN 'pass' WHEN b.now IS NULL THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN b.others < 3 THEN 'fewer than three peers' ELSE 'not a number' END AS reason,
       placed(w.table_name, w.row_key) AS said
FROM beside b JOIN core.wide_column w USING (name)
WHERE b.previous_id IS NOT NULL;

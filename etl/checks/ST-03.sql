-- A rate outside the 99.8 % limits of the funnel of its peers (same kind and level), widened for overdispersion (metrics.md 0.5).
-- Units from 10 concluded on; five are needed.
WITH unit AS (
    SELECT r.report_id, r.collection, r.kind, r.level, r.year, unnest([
        {'name': 'grant_rate', 'n': w.requests_granted + w.requests_partly_granted, 'd': w.requests_concluded},
        {'name': 'refusal_rate', 'n': w.requests_refused, 'd': w.requests_concluded},
        {'name': 'not_available_rate', 'n': w.requests_not_available, 'd': w.requests_concluded}
    ], recursive := true)
    FROM checked_report r JOIN core.report_wide w USING (report_id) WHERE r.is_primary
), known AS (
    SELECT *, sum(n) OVER peers::DOUBLE / sum(d) OVER peers::DOUBLE AS mean, count(*) OVER peers AS units
    FROM unit WHERE d >= 10 AND n BETWEEN 0 AND d WINDOW peers AS (PARTITION BY collection, kind, level, year, name)
), scored AS (
    SELECT *, CASE WHEN mean > 0 AND mean < 1 THEN (n::DOUBLE / d::DOUBLE - mean) / sqrt(mean * (1 - mean) / d::DOUBLE) END AS z FROM known
), edged AS (
    SELECT *, quantile_cont(z, 0.1) OVER peers AS low, quantile_cont(z, 0.9) OVER peers AS high
    FROM scored WINDOW peers AS (PARTITION BY collection, kind, level, year, name)
), spread AS (
    SELECT *, greatest(1, avg(pow(least(greatest(z, low), high), 2)) OVER (PARTITION BY collection, kind, level, year, name)) AS phi FROM edged
)
SELECT u.report_id, u.name AS instance, u.n AS left_value, u.d AS right_value, ['requests_concluded'] AS cells,
       CASE WHEN u.n IS NULL OR u.d IS NULL THEN 'unknown' WHEN u.d < 10 THEN 'pass' WHEN coalesce(s.units, 0) < 5 THEN 'unknown'
            WHEN abs(s.z) > 3.09 * sqrt(s.phi) THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN u.n IS NULL OR u.d IS NULL THEN 'not a number' ELSE 'fewer than five peers' END AS reason,
       MAP {'rate': [label('ST-03', u.name)], 'mean': [told(round(100 * s.mean, 1))]} AS said
FROM unit u LEFT JOIN spread s USING (report_id, name);

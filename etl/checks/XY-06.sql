-- A jump unlike that of the peers (same kind and level): |ln(this year / last year) - median| above four median absolute deviations.
-- A peer counts from 10 requests last year on; a report is asked from 30 on; six are needed.
WITH pair AS (
    SELECT r.report_id, r.collection, r.kind, r.level, r.year, w.requests_received AS now, p.requests_received AS before,
           CASE WHEN w.requests_received > 0 AND p.requests_received >= 10
                THEN ln(w.requests_received::DOUBLE / p.requests_received::DOUBLE) END AS jump
    FROM checked_report r JOIN core.report_wide w USING (report_id) JOIN core.report_wide p ON p.report_id = r.previous_id
    WHERE r.is_primary
), peer AS (
    SELECT collection, kind, level, year, median(jump) AS middle, mad(jump) AS spread, count(jump) AS peers FROM pair GROUP BY ALL
)
SELECT a.report_id, '' AS instance, a.now AS left_value, a.before AS right_value,
       ['requests_received'] AS cells, ['requests_received'] AS previous_cells,
       CASE WHEN a.before < 30 THEN 'pass' WHEN a.jump IS NULL OR p.peers < 6 OR p.spread = 0 THEN 'unknown'
            WHEN abs(a.jump - p.middle) > 4 * p.spread THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN a.jump IS NULL THEN 'not a number, or nothing this year'
            ELSE 'fewer than six peers, or peers without any difference' END AS reason,
       MAP {'where': [told(round(exp(p.middle), 2))]} AS said
FROM pair a JOIN peer p ON p.collection = a.collection AND p.kind = a.kind AND p.level IS NOT DISTINCT FROM a.level AND p.year = a.year;

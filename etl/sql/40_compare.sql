-- Differences between the current reports of two builds, attached as before_build and after_build.
WITH report_before AS (
    SELECT r.report_id, r.agency_id, r.year, r.scope, a.name_zh, a.position
    FROM before_build.core.report r JOIN before_build.core.agency a USING (agency_id) WHERE r.is_current
), report_after AS (
    SELECT r.report_id, r.agency_id, r.year, r.scope, a.name_zh, a.position
    FROM after_build.core.report r JOIN after_build.core.agency a USING (agency_id) WHERE r.is_current
), both_reports AS (
    SELECT b.report_id AS report_before, a.report_id AS report_after, agency_id, year, scope, a.name_zh, a.position
    FROM report_before b JOIN report_after a USING (agency_id, year, scope)
), cell_before AS (
    SELECT p.agency_id, p.year, p.scope, c.table_name, c.row_key, c.column_key, c.printed, c.value
    FROM both_reports p JOIN before_build.core.cell c ON c.report_id = p.report_before
), cell_after AS (
    SELECT p.agency_id, p.year, p.scope, c.table_name, c.row_key, c.column_key, c.printed, c.value
    FROM both_reports p JOIN after_build.core.cell c ON c.report_id = p.report_after
), cell_change AS (
    SELECT CASE WHEN b.printed IS NULL THEN 'cell_added' WHEN a.printed IS NULL THEN 'cell_removed'
                WHEN a.printed <> b.printed THEN 'printed_changed' ELSE 'value_changed' END AS kind,
           agency_id, year, scope, table_name, row_key, column_key, b.printed AS before, a.printed AS after,
           b.value AS value_before, a.value AS value_after
    FROM cell_after a FULL JOIN cell_before b USING (agency_id, year, scope, table_name, row_key, column_key)
    WHERE (a.printed, a.value) IS DISTINCT FROM (b.printed, b.value)
), figure_before AS (  -- figures of one kind in one report are told apart by their order in the text
    SELECT p.agency_id, p.year, p.scope, f.metric, concat_ws('/', f.scope, f.level, nullif(f.part, '')) AS told,
           row_number() OVER (PARTITION BY f.report_id, f.metric, told ORDER BY f.section, f."offset") AS place, f.value, f.bound, f.unit
    FROM both_reports p JOIN before_build.core.figure f ON f.report_id = p.report_before
), figure_after AS (
    SELECT p.agency_id, p.year, p.scope, f.metric, concat_ws('/', f.scope, f.level, nullif(f.part, '')) AS told,
           row_number() OVER (PARTITION BY f.report_id, f.metric, told ORDER BY f.section, f."offset") AS place, f.value, f.bound, f.unit
    FROM both_reports p JOIN after_build.core.figure f ON f.report_id = p.report_after
), figure_change AS (
    SELECT CASE WHEN b.bound IS NULL THEN 'figure_added' WHEN a.bound IS NULL THEN 'figure_removed' ELSE 'figure_changed' END AS kind,
           agency_id, year, scope, 'figure' AS table_name, metric AS row_key, told AS column_key,
           concat_ws(' ', b.bound, regexp_replace(b.value::VARCHAR, '\.?0+$', ''), nullif(b.unit, '')) AS before,
           concat_ws(' ', a.bound, regexp_replace(a.value::VARCHAR, '\.?0+$', ''), nullif(a.unit, '')) AS after,
           b.value AS value_before, a.value AS value_after
    FROM figure_after a FULL JOIN figure_before b USING (agency_id, year, scope, metric, told, place)
    WHERE (a.value, a.bound, a.unit) IS DISTINCT FROM (b.value, b.bound, b.unit)
)
SELECT kind, agency_id, agency, year, scope, table_name, row_key, column_key, before, after, value_before, value_after FROM (
    SELECT 'report_added' AS kind, a.agency_id, a.name_zh AS agency, a.year, a.scope, '' AS table_name, '' AS row_key, '' AS column_key,
           NULL AS before, NULL AS after, NULL AS value_before, NULL AS value_after, a.position
    FROM report_after a ANTI JOIN report_before b USING (agency_id, year, scope)
    UNION ALL
    SELECT 'report_removed', b.agency_id, b.name_zh, b.year, b.scope, '', '', '', NULL, NULL, NULL, NULL, b.position
    FROM report_before b ANTI JOIN report_after a USING (agency_id, year, scope)
    UNION ALL
    SELECT c.kind, c.agency_id, p.name_zh, c.year, c.scope, c.table_name, c.row_key, c.column_key, c.before, c.after,
           c.value_before, c.value_after, p.position
    FROM cell_change c JOIN both_reports p USING (agency_id, year, scope)
    UNION ALL
    SELECT c.kind, c.agency_id, p.name_zh, c.year, c.scope, c.table_name, c.row_key, c.column_key, nullif(c.before, ''),
           nullif(c.after, ''), c.value_before, c.value_after, p.position
    FROM figure_change c JOIN both_reports p USING (agency_id, year, scope)
)
ORDER BY position, year, scope, kind, table_name, row_key, column_key;

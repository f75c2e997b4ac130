-- mart: what the application reads.

-- Reports in the forms before 2019: what their cells come to in the columns of the present forms. Rules never read it.
CREATE TEMP TABLE crossed AS
SELECT c.report_id, x.column_name::wide_name AS name, sum(c.value)::DECIMAL(18, 6) AS value, any_value(x.grade) AS grade
FROM core.cell c
JOIN core.report r USING (report_id)
JOIN core.crosswalk x ON x.form = r.form AND x.row_key = c.row_key
WHERE c.table_name = 'statistics' AND c.column_key = ''
GROUP BY c.report_id, x.column_name, x.parts
HAVING count(c.value) = x.parts;

CREATE TEMP TABLE crossed_wide AS
PIVOT (SELECT report_id, name, value FROM crossed
       UNION ALL SELECT report_id, name, value FROM report_value SEMI JOIN crossed USING (report_id))
ON name IN wide_name USING first(value) GROUP BY report_id;

-- The six outcomes of a report as shares: how mixed they are (entropy, natural logarithm), and how far from those of the peers
-- (same kind and level, without itself; total variation).
CREATE TEMP TABLE outcome_mix AS
WITH counted AS (
    SELECT r.report_id, a.collection, a.kind, a.level, r.year, unnest([
        {'outcome': 1, 'n': w.requests_granted::DOUBLE}, {'outcome': 2, 'n': w.requests_partly_granted::DOUBLE},
        {'outcome': 3, 'n': w.requests_refused::DOUBLE}, {'outcome': 4, 'n': w.requests_not_available::DOUBLE},
        {'outcome': 5, 'n': w.requests_not_processed::DOUBLE}, {'outcome': 6, 'n': w.requests_otherwise_closed::DOUBLE}
    ], recursive := true)
    FROM core.report r JOIN core.agency a USING (agency_id) JOIN core.report_wide w USING (report_id) WHERE r.is_primary
), known AS (
    SELECT * FROM counted QUALIFY count(n) OVER (PARTITION BY report_id) = 6 AND sum(n) OVER (PARTITION BY report_id) > 0
), share AS (
    SELECT *, n / sum(n) OVER (PARTITION BY report_id) AS p,
           sum(n) OVER (PARTITION BY collection, kind, level, year, outcome) - n AS others,
           sum(n) OVER (PARTITION BY collection, kind, level, year) - sum(n) OVER (PARTITION BY report_id) AS others_total
    FROM known
)
SELECT report_id, (-sum(CASE WHEN p > 0 THEN p * ln(p) ELSE 0 END))::DECIMAL(18, 6) AS outcome_diversity,
       (sum(abs(p - others / nullif(others_total, 0))) / 2)::DECIMAL(18, 6) AS outcome_distance
FROM share GROUP BY report_id;

CREATE TABLE mart.agency_year AS
WITH wide AS (
    SELECT * FROM core.report_wide ANTI JOIN crossed USING (report_id)
    UNION ALL BY NAME
    SELECT * FROM crossed_wide
), marked AS (
    SELECT report_id, list(name::VARCHAR ORDER BY name) AS crosswalked FROM crossed GROUP BY report_id
), version AS (
    SELECT agency_id, year, scope, count(*) AS versions FROM core.report WHERE parser_version <> 'transcribed' GROUP BY ALL
), figure AS (
    SELECT report_id, count(*)::INTEGER AS figures_stated, count_if(metric IN (SELECT metric FROM stage_partner))::INTEGER AS figures_checkable
    FROM core.named_figure WHERE scope = 'year' GROUP BY report_id
), checked AS (
    -- rules are counted once, however many of their instances fail; failed_e counts the failures themselves
    SELECT report_id, count(DISTINCT rule)::INTEGER AS checks_defined,
           count(DISTINCT rule) FILTER (result <> 'unknown')::INTEGER AS checks_evaluable,
           count(DISTINCT rule) FILTER (result <> 'unknown' AND severity = 'E')::INTEGER AS checks_evaluable_e,
           count(DISTINCT rule) FILTER (result = 'pass' AND severity = 'E')::INTEGER AS checks_passed_e,
           count_if(result = 'fail' AND severity = 'E')::INTEGER AS failed_e
    FROM core.check_result GROUP BY report_id
), asked AS (
    SELECT report_id, count(*)::INTEGER AS cells_asked, count_if(state IN ('blank', 'na'))::INTEGER AS cells_blank
    FROM core.cell WHERE NOT starts_with(row_key, 'local:') GROUP BY report_id
), like_others AS (
    SELECT report_id, max(similarity)::DECIMAL(18, 6) AS likeness FROM core.likeness GROUP BY report_id
), inexact AS (
    SELECT report_id, list('stated_' || metric ORDER BY metric) AS stated_inexact
    FROM core.stated_value WHERE NOT is_exact AND value IS NOT NULL GROUP BY report_id
)
SELECT r.agency_id, r.year, r.report_id, r.form, r.scope, r.region_code, a.kind, r.collection, r.published_on,
       w.* EXCLUDE (report_id), coalesce(c.failed_e, 0) AS failed_e, c.checks_defined, c.checks_evaluable,
       c.checks_evaluable_e, c.checks_passed_e, s.cells_asked, s.cells_blank, l.likeness, i.stated_inexact, m.crosswalked,
       1 AS reports, (v.versions > 1)::INTEGER AS is_revised,
       -- rules run on the current version: of a report that was changed the first state is not known
       CASE WHEN v.versions = 1 THEN (coalesce(c.failed_e, 0) = 0)::INTEGER END AS clean_at_first,
       f.figures_stated, f.figures_checkable, o.outcome_diversity, o.outcome_distance,
       CASE WHEN a.kind = 'government' AND r.scope = 'area' THEN p.residents END AS residents,
       w.requests_concluded - w.requests_concluded_natural_person AS requests_concluded_organisations,
       w.requests_granted + w.requests_partly_granted - w.requests_granted_natural_person
           - w.requests_partly_granted_natural_person AS requests_disclosed_organisations
FROM core.report r
JOIN core.agency a USING (agency_id)
JOIN wide w USING (report_id)
LEFT JOIN marked m USING (report_id)
LEFT JOIN version v ON v.agency_id = r.agency_id AND v.year = r.year AND v.scope = r.scope
LEFT JOIN figure f USING (report_id)
LEFT JOIN outcome_mix o USING (report_id)
LEFT JOIN core.population p ON p.region_code = r.region_code AND p.year = r.year
LEFT JOIN checked c USING (report_id)
LEFT JOIN asked s USING (report_id)
LEFT JOIN like_others l USING (report_id)
LEFT JOIN inexact i USING (report_id)
WHERE r.is_primary
ORDER BY a.position, r.year;

CREATE VIEW mart.printed_cell AS
SELECT c.report_id, c.agency_id, c.year, c.table_name, c.row_key, c.column_key, coalesce(w.name, x.column_name) AS wide_column, c.printed, c.value,
       c.state, c.unit, c.note, c.certain, c.page, c.table_index, c.grid_row, c.grid_column, c.read_value,
       c.corrected_value, c.correction_reason, c.position
FROM core.cell c
LEFT JOIN core.wide_column w USING (table_name, row_key, column_key)
LEFT JOIN core.report r ON r.report_id = c.report_id
LEFT JOIN core.crosswalk x ON x.form = r.form AND x.row_key = c.row_key AND c.table_name = 'statistics' AND c.column_key = '';

-- The cells of reports that count whose reading is not certain: of a scan those that no sum bears out, of tables without rules or headers
-- those that were told by their place. Few among all cells.
CREATE TABLE mart.uncertain_cell AS
SELECT p.report_id, p.agency_id, p.year, p.table_name, p.row_key, p.column_key, p.wide_column
FROM mart.printed_cell p SEMI JOIN (FROM core.report WHERE is_primary) r USING (report_id)
WHERE NOT p.certain ORDER BY p.agency_id, p.year, p.position;

-- The failures alone: of some sixty results a report nearly all are passes, and pages list failures.
-- `since`: the first of the unbroken run of years in which the agency failed this rule; a year without a report, or with a pass, breaks it.
CREATE TABLE mart.failed_check AS
WITH year_failed AS (
    SELECT DISTINCT agency_id, rule, year FROM core.check_result WHERE result = 'fail'
), run AS (
    SELECT *, year - row_number() OVER (PARTITION BY agency_id, rule ORDER BY year) AS run FROM year_failed
), begun AS (
    SELECT agency_id, rule, year, min(year) OVER (PARTITION BY agency_id, rule, run)::INTEGER AS since FROM run
)
SELECT c.* EXCLUDE (result), b.since
FROM core.check_result c LEFT JOIN core.agency a USING (agency_id) JOIN begun b USING (agency_id, rule, year)
WHERE c.result = 'fail' ORDER BY a.position, c.year, c.rule, c.operands_mark;

CREATE TABLE mart.report_coverage AS
WITH first_published AS (
    SELECT agency_id, year, min(published_on) AS published_on FROM core.report GROUP BY agency_id, year
), primary_report AS (
    SELECT agency_id, year, failed_e FROM mart.agency_year
), faulty AS (
    -- errors of an agency and year: figures or words that contradict one another, apart from faults of form and traces of a copy
    SELECT agency_id, year, nullif(count_if(about IN ('number', 'text')), 0)::INTEGER AS failed,
           nullif(count_if(about IN ('form', 'copy')), 0)::INTEGER AS incomplete
    FROM core.check_result c JOIN stage_rule USING (rule) WHERE result = 'fail' AND c.severity = 'E' GROUP BY agency_id, year
)
SELECT e.agency_id, a.region_code, a.kind, a.collection, e.year,
       CASE WHEN p.agency_id IS NULL THEN 'missing' WHEN f.published_on > e.deadline_on THEN 'late' ELSE 'present' END AS status,
       f.published_on, e.deadline_on,
       CASE WHEN p.agency_id IS NULL THEN getvariable('as_of')::DATE - e.deadline_on
            WHEN f.published_on IS NOT NULL THEN greatest(0, f.published_on - e.deadline_on) END::INTEGER AS days_late,
       p.failed_e, y.failed, y.incomplete, 1 AS reports_expected, (p.agency_id IS NOT NULL)::INTEGER AS reports_held,
       coalesce(f.published_on <= e.deadline_on, false)::INTEGER AS reports_on_time
FROM core.expected_report e
JOIN core.agency a USING (agency_id)
LEFT JOIN primary_report p ON p.agency_id = e.agency_id AND p.year = e.year
LEFT JOIN first_published f ON f.agency_id = e.agency_id AND f.year = e.year
LEFT JOIN faulty y ON y.agency_id = e.agency_id AND y.year = e.year
ORDER BY a.position, e.year;

-- The agencies that reports are held or expected of, in official order: every page asks for their names.
CREATE TABLE mart.agency AS
SELECT a.agency_id, a.name_zh, a.name_en, a.short_zh, a.initials, a.kind, a.region_code, a.level, a.collection
FROM core.agency a
LEFT JOIN core.region r USING (region_code)
LEFT JOIN core.agency_kind k USING (kind)
SEMI JOIN mart.report_coverage c ON c.agency_id = a.agency_id
ORDER BY a.collection, r.position NULLS LAST, r.region_code, k.position NULLS LAST, a.position NULLS LAST, a.agency_id;

-- What every rule needs: the reports that are checked (the current version of each), each with the same agency's report of
-- the year before and its form; and where results are gathered.
CREATE OR REPLACE TEMP TABLE checked_report AS
WITH current_report AS (SELECT * FROM core.report WHERE is_current)
SELECT r.report_id, r.agency_id, r.year, r.form, coalesce(r.form, (SELECT max(form) FROM core.form_cell)) AS known_form,
       r.scope, r.title, r.parser_version, r.published_on, r.deadline_on, a.kind, a.level, a.name_zh AS agency, r.is_primary,
       a.region_code, r.collection, p.report_id AS previous_id, p.form AS previous_form,
       CASE WHEN p.report_id IS NOT NULL THEN coalesce(p.form, (SELECT max(form) FROM core.form_cell)) END AS previous_known_form,
       -- a body that is new this year, and an area beside an office, has no report of the year before that it could be held against
       r.year > min(r.year) OVER (PARTITION BY r.collection) AND coalesce(try_cast(left(a.valid_from, 4) AS INTEGER) < r.year, true) AS year_before_loaded
FROM current_report r
JOIN core.agency a USING (agency_id)
LEFT JOIN current_report p ON p.agency_id = r.agency_id AND p.year = r.year - 1
 AND (p.scope = r.scope OR (p.is_primary AND (p.scope = 'area') = (r.scope = 'area')))
QUALIFY row_number() OVER (PARTITION BY r.report_id ORDER BY p.scope = r.scope DESC NULLS LAST) = 1;

-- Table three of every checked report as one number that says whether two are the same cell for cell (within this build).
CREATE OR REPLACE TEMP TABLE requests_mark AS
SELECT report_id, sum(hash(row_key, column_key, value, state)::HUGEINT) AS mark, sum(value) AS total, count(*) AS cells
FROM core.cell SEMI JOIN checked_report USING (report_id) WHERE table_name = 'requests' GROUP BY report_id;

CREATE OR REPLACE TEMP TABLE found (
    rule VARCHAR, severity VARCHAR, report_id VARCHAR, agency_id VARCHAR, year INTEGER, instance VARCHAR, result VARCHAR,
    left_value DECIMAL(24, 6), right_value DECIMAL(24, 6), cells VARCHAR[], previous_cells VARCHAR[], operands VARCHAR,
    said MAP(VARCHAR, STRUCT(table_name VARCHAR, key VARCHAR)[]), reason VARCHAR
);

-- What a query says beside its numbers (`said`): placeholder of the rule's sentence -> what stands there, a label of the catalogue
-- (its table and key) or a text as it is. The words themselves are in catalog/, put together in _results.sql.
CREATE OR REPLACE TEMP MACRO label(labels, name) AS {'table_name': labels, 'key': name};
CREATE OR REPLACE TEMP MACRO told(value) AS {'table_name': '', 'key': value::VARCHAR};
CREATE OR REPLACE TEMP MACRO placed(labels, name) AS MAP {'where': [{'table_name': labels, 'key': name}]};
CREATE OR REPLACE TEMP MACRO cell_named(labels, row_name, column_name) AS MAP {'row': [{'table_name': labels, 'key': row_name}],
    'column': [{'table_name': CASE WHEN labels = 'disclosure' THEN 'disclosure_column' ELSE labels END, 'key': column_name}]};
CREATE OR REPLACE TEMP MACRO shown(number) AS
    CASE WHEN number IS NULL THEN '—' ELSE regexp_replace(number::DECIMAL(24, 6)::VARCHAR, '\.?0+$', '') END;
CREATE OR REPLACE TEMP MACRO filled(sentence, a, b) AS
    replace(replace(replace(sentence, '{left}', shown(a)), '{right}', shown(b)), '{difference}', shown(a - b));

-- Figures of the text that speak of the report's year; and as one per metric, parts added up.
CREATE OR REPLACE TEMP TABLE usable_figure AS
SELECT * FROM core.named_figure WHERE scope = 'year' AND status IN ('certain', 'likely', 'confirmed', 'corrected');
CREATE OR REPLACE TEMP TABLE figure_of_year AS
WITH whole AS (
    SELECT report_id, metric, value, bound, level, rival FROM usable_figure WHERE part = ''
), parts AS (
    SELECT report_id, metric, sum(value) AS value, min(bound) AS bound, level, bool_or(rival) AS rival
    FROM usable_figure WHERE part <> '' GROUP BY report_id, metric, level
)
SELECT DISTINCT * FROM whole
UNION
SELECT * FROM parts ANTI JOIN whole USING (report_id, metric, level);

-- What the text says a figure grew or fell by against the year before (TX-12 as a percentage, TX-13 as a number of things), beside what it
-- did by table three (for requests) or the text of that year; `other_value` counts what was carried in with the year before.
CREATE OR REPLACE TEMP TABLE stated_change AS
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
                                || '(增长|增加|上升|增|下降|减少|降低|减)(?:了|约|近)*([0-9][0-9,]*(?:\.[0-9]+)?)'
                                || '([%％]|(?:余|多)?(?:件|条|项|份|宗|起|个|篇|次|期|场))', ['way', 'number', 'unit']) AS grown,
           regexp_matches(tail, '(约|近|超过?|余|多)[0-9]|[0-9](余|多)') AS rough
    FROM told
), change AS (
    SELECT * EXCLUDE (grown), grown.unit IN ('%', '％') AS is_percentage,
           replace(grown.number, ',', '')::DECIMAL(24, 6) * CASE WHEN grown.way IN ('下降', '减少', '降低', '减') THEN -1 ELSE 1 END AS left_value,
           0.5 * pow(10, -length(regexp_extract(grown.number, '\.([0-9]*)$', 1))) AS half
    FROM said WHERE grown.number <> ''
), held AS (
    SELECT *, value - before_value AS grew, value - before_with_carried AS otherwise_grew,
           CASE WHEN is_percentage THEN 100 * grew / nullif(before_value, 0) ELSE grew END AS right_value,
           CASE WHEN is_percentage THEN 100 * otherwise_grew / nullif(before_with_carried, 0) ELSE otherwise_grew END AS other_value,
           CASE WHEN is_percentage THEN CASE WHEN rough THEN 1 ELSE half END + 0.0001
                WHEN rough THEN greatest(1, 0.1 * abs(left_value)) ELSE 0 END AS slack
    FROM change
)
SELECT h.report_id, h.instance, h.is_percentage, h.left_value, h.right_value,
       to_json([{'metric': h.instance, 'value': h.value::DOUBLE, 'printed': h.evidence},
                {'metric': h.instance, 'value': h.before_value::DOUBLE, 'printed': ''}]) AS operands,
       CASE WHEN least(abs(h.right_value - h.left_value), abs(h.other_value - h.left_value)) <= h.slack THEN 'pass'
            WHEN h.right_value IS NULL OR (h.level <> 'area' AND h.scope = 'area') THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN h.previous_id IS NULL THEN 'no report of the year before'
            WHEN h.right_value IS NULL THEN 'no figure of the year before' ELSE 'text of the body alone, table of the area?' END AS reason,
       placed('figure', h.instance) AS said
FROM held h;

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

-- core: cells under their agency and year. `value` is what counts; `printed` is never touched; a declared correction
-- (stage_correction, from data/corrections) is the only thing that may differ from what was read; it makes a cell certain, as a person's comparison does (core.reading_verdict).
CREATE TABLE core.cell AS
SELECT r.report_id, r.agency_id, r.year, c.table_name, c.row_key, c.column_key, c.printed,
       CASE WHEN k.report_id IS NULL THEN c.value ELSE k.corrected_value END AS value,
       c.value AS read_value, k.corrected_value, k.reason AS correction_reason,
       CASE WHEN k.corrected_value IS NOT NULL THEN 'number' ELSE c.state END AS state,
       c.unit, c.note, c.certain OR k.corrected_value IS NOT NULL OR v.person IS NOT NULL AS certain, c.page, c.table_index, c.grid_row, c.grid_column, c.position
FROM core.report r
JOIN raw.cell c USING (raw_id)
LEFT JOIN stage_correction k
  ON k.report_id = r.report_id AND k.table_name = c.table_name AND k.row_key = c.row_key AND k.column_key = c.column_key
LEFT JOIN (FROM core.reading_verdict WHERE status = 'applied') v
  ON v.report_id = r.report_id AND v.table_name = c.table_name AND v.row_key = c.row_key AND v.column_key = c.column_key;

CREATE VIEW core.request_count AS
SELECT report_id, agency_id, year, row_key, column_key AS applicant, value, state, printed FROM core.cell WHERE table_name = 'requests';
CREATE VIEW core.case_count AS
SELECT report_id, agency_id, year, row_key AS case_kind, column_key AS case_result, value, state, printed
FROM core.cell WHERE table_name = 'cases';
CREATE VIEW core.disclosure_count AS
SELECT report_id, agency_id, year, row_key, column_key, value, state, printed, unit FROM core.cell WHERE table_name = 'disclosure';

-- Figures of the prose. `value` is what counts, `read_value` what was read from the print; a verdict (core.figure_verdict) is the
-- only thing that may tell them apart. `status`: certain, likely, ask, or what a person made of it. `place` is where the figure
-- stands in its sentence (from 0). A rival stays one while another figure of the same thing, not rejected, says otherwise.
CREATE TABLE core.figure AS
WITH judged AS (
    SELECT concat(r.report_id, '#', f.position) AS figure_id, r.report_id, r.agency_id, r.year, f.*,
           CASE WHEN v.figure_status = 'corrected' THEN v.corrected_value ELSE f.value END AS used_value, v.corrected_value,
           coalesce(v.figure_status, f.confidence) AS status, v.person, v.decided_at, v.reason,
           strpos(substr(s.text, greatest(1, f.text_offset + 1 - length(f.evidence)), 2 * length(f.evidence) + f.text_length), f.evidence) AS found,
           substr(s.text, f.text_offset + 1, f.text_length) AS words
    FROM core.report r JOIN raw.figure f USING (raw_id)
    LEFT JOIN stage_figure_verdict v ON v.report_id = r.report_id AND v.position = f.position
    LEFT JOIN raw.section s ON s.raw_id = f.raw_id AND s.number = f.section AND f.evidence <> '' AND contains(s.text, f.evidence)
    QUALIFY row_number() OVER (PARTITION BY f.raw_id, f.position ORDER BY coalesce(found, 0) = 0, s.position) = 1
)
SELECT figure_id, report_id, agency_id, year, metric, used_value AS value, CASE WHEN status = 'corrected' THEN '=' ELSE bound END AS bound,
       unit, printed_unit, scope, level, evidence, section, text_offset AS "offset", text_length AS length, confidence,
       rival AND status <> 'rejected' AND (count(DISTINCT used_value) FILTER (rival AND status <> 'rejected') OVER same > 1
                                           OR count(*) FILTER (rival) OVER same = 1) AS rival,
       part, definition, rule, status, value AS read_value, corrected_value, bound AS read_bound,
       CASE WHEN found > 0 THEN text_offset + 1 - greatest(1, text_offset + 1 - length(evidence)) - (found - 1) END AS place,
       CASE WHEN found > 0 THEN words ELSE '' END AS printed, rival AS read_rival, person, decided_at, reason AS verdict_reason
FROM judged
WINDOW same AS (PARTITION BY report_id, metric, scope, level, part, definition)
ORDER BY report_id, position;

CREATE TABLE core.section AS
SELECT r.report_id, r.agency_id, r.year, s.number, s.title, s.text, s.position
FROM core.report r JOIN raw.section s USING (raw_id)
ORDER BY r.report_id, s.position;

-- Figures under the names of catalog/stated.csv: what is carried over is carried in (a figure of the year before that
-- counts in this one) or carried out.
CREATE VIEW core.named_figure AS
SELECT * REPLACE (
    CASE WHEN metric = 'requests_carried_over' AND part IN ('in', 'out') THEN 'requests_carried_' || part ELSE metric END AS metric,
    CASE WHEN metric = 'requests_carried_over' AND part = 'in' THEN 'year' ELSE scope END AS scope,
    CASE WHEN metric = 'requests_carried_over' AND part IN ('in', 'out') THEN '' ELSE part END AS part
) FROM core.figure;

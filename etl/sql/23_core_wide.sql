-- core: one wide row per report. A column is null where the report has no number for it.

-- Sums of outcome groups that the report does not print as one row; null unless every part is a number.
CREATE TEMP TABLE group_sum AS
WITH parts AS (
    SELECT form, group_key, column_key, count(*) AS wanted
    FROM core.form_cell WHERE group_key <> '' AND statutory GROUP BY ALL
), newest AS (SELECT max(form) AS form FROM core.form_cell)
SELECT c.report_id, p.group_key AS row_key, c.column_key, sum(c.value) AS value
FROM core.cell c
JOIN core.report r USING (report_id)
JOIN core.form_cell f ON f.form = coalesce(r.form, (SELECT form FROM newest)) AND f.table_name = 'requests'
 AND f.row_key = c.row_key AND f.column_key = c.column_key AND f.group_key <> '' AND f.statutory
JOIN parts p ON p.form = f.form AND p.group_key = f.group_key AND p.column_key = f.column_key
WHERE c.table_name = 'requests'
GROUP BY c.report_id, p.group_key, c.column_key, p.wanted
HAVING count(c.value) = p.wanted;

-- Figures of the text that stand for the year: one level, no open rival, neither doubted nor rejected, the whole where one is
-- stated, else its parts.
CREATE TABLE core.stated_figure AS
WITH usable AS (
    SELECT f.* REPLACE (m.metric AS metric), m.kind, list_position(
               CASE WHEN a.kind = 'government' AND r.scope = 'area' THEN ['area', 'agency', 'system']
                    WHEN r.scope = 'system' THEN ['system', 'agency', 'area'] ELSE ['agency', 'system', 'area'] END, f.level) AS level_rank
    FROM core.named_figure f
    JOIN core.stated_metric m ON m.of_metric = f.metric AND m.definition IN ('', f.definition)
    JOIN core.report r USING (report_id)
    JOIN core.agency a ON a.agency_id = r.agency_id
    WHERE f.scope = 'year' AND f.bound <> '≤'
      AND (f.status IN ('confirmed', 'corrected') OR (f.status IN ('certain', 'likely') AND NOT f.rival))
), nearest AS (
    SELECT * FROM usable QUALIFY level_rank IS NOT DISTINCT FROM min(level_rank) OVER (PARTITION BY report_id, metric)
)
SELECT figure_id, report_id, metric, kind, value, bound, level, part, definition, status
FROM nearest QUALIFY part = '' OR NOT bool_or(part = '') OVER (PARTITION BY report_id, metric);

-- What they come to: one value, or the sum of the parts. Rates are kept as 0–1. `status` is that of the least sure figure.
CREATE TABLE core.stated_value AS
SELECT report_id, metric,
       CASE WHEN count(DISTINCT value) = 1 AND (bool_or(part = '') OR kind = 'rate') THEN any_value(value)
            WHEN NOT bool_or(part = '') AND kind <> 'rate' THEN sum(value) END
       / CASE WHEN kind = 'rate' THEN 100 ELSE 1 END AS value,
       bool_and(bound = '=') AS is_exact, any_value(level) AS level, any_value(definition) AS definition,
       arg_max(status, list_position(['confirmed', 'corrected', 'certain', 'likely'], status)) AS status
FROM core.stated_figure GROUP BY report_id, metric, kind;

CREATE TEMP TABLE report_value AS
SELECT c.report_id, w.name::wide_name AS name, c.value
FROM core.cell c JOIN core.wide_column w USING (table_name, row_key, column_key)
WHERE c.value IS NOT NULL AND w.source = 'cell'
UNION ALL
SELECT g.report_id, w.name::wide_name AS name, g.value::DECIMAL(18, 6)
FROM group_sum g JOIN core.wide_column w ON w.table_name = 'requests' AND w.row_key = g.row_key AND w.column_key = g.column_key
WHERE NOT EXISTS (FROM core.cell p WHERE p.report_id = g.report_id AND p.table_name = 'requests'
                  AND p.row_key = g.row_key AND p.column_key = g.column_key AND p.value IS NOT NULL)
UNION ALL
SELECT s.report_id, ('stated_' || s.metric)::wide_name AS name, s.value::DECIMAL(18, 6)
FROM core.stated_value s WHERE s.value IS NOT NULL;

CREATE TEMP TABLE wide_value AS
PIVOT report_value ON name IN wide_name USING first(value) GROUP BY report_id;

CREATE TABLE core.report_wide AS
SELECT r.report_id, w.* EXCLUDE (report_id)
FROM core.report r LEFT JOIN wide_value w USING (report_id);

-- The forms before 2019 have other tables: rules about tables two, three and four say nothing of them.
DELETE FROM found WHERE regexp_matches(rule, '^T[234]-') AND report_id IN (
    SELECT report_id FROM checked_report r
    ANTI JOIN (SELECT DISTINCT form FROM core.form_cell WHERE table_name = 'requests') f ON f.form = r.known_form
);

-- Rules that hold a year against the one before it say so where that report is missing.
INSERT INTO found BY NAME
SELECT b.rule, r.report_id, '' AS instance, 'unknown' AS result, 'no report of the year before' AS reason
FROM checked_report r JOIN (SELECT rule FROM stage_rule WHERE back = 'true') b ON true
WHERE r.previous_id IS NULL AND r.year_before_loaded AND r.is_primary
  AND NOT EXISTS (FROM found f WHERE f.rule = b.rule AND f.report_id = r.report_id)
  AND (NOT regexp_matches(b.rule, '^T[234]-') OR EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.table_name = 'requests'));

-- Everything found becomes core.check_result: each failure a row of its own, one row per rule and report for the rest
-- (unknown if any instance is, else pass).
CREATE OR REPLACE TEMP TABLE kept AS
WITH other AS (
    SELECT *, row_number() OVER (PARTITION BY rule, report_id, agency_id, year ORDER BY instance) AS place,
           count_if(result = 'fail') OVER (PARTITION BY rule, report_id, agency_id, year) AS failures,
           count(*) OVER (PARTITION BY rule, report_id, agency_id, year) AS unknowns
    FROM found WHERE result <> 'pass'
), every AS (
    SELECT * EXCLUDE (reason, place, failures, unknowns),
           CASE WHEN result = 'unknown' AND unknowns > 1 THEN concat(reason, ' (', unknowns, ' places)') ELSE reason END AS reason
    FROM other WHERE result = 'fail' OR (failures = 0 AND place = 1)
    UNION ALL BY NAME
    SELECT p.* FROM found p ANTI JOIN other o ON o.rule = p.rule AND o.report_id = p.report_id
    WHERE p.result = 'pass' AND p.instance = ''
    UNION ALL BY NAME
    SELECT p.* FROM found p ANTI JOIN other o ON o.rule = p.rule AND o.report_id = p.report_id
    WHERE p.result = 'pass' AND p.instance <> ''
    QUALIFY row_number() OVER (PARTITION BY p.rule, p.report_id ORDER BY p.reason DESC, p.instance) = 1
)
SELECT row_number() OVER () AS kept_id, * FROM every;

-- Operands that a rule named by wide column get their printed texts.
CREATE OR REPLACE TEMP TABLE named_operand AS
WITH asked AS (
    SELECT k.rule, k.report_id, k.instance, unnest(k.cells) AS name, c.year, k.report_id AS holder
    FROM kept k JOIN checked_report c USING (report_id) WHERE k.result <> 'pass'
    UNION ALL
    SELECT k.rule, k.report_id, k.instance, unnest(k.previous_cells), c.year - 1, c.previous_id
    FROM kept k JOIN checked_report c USING (report_id) WHERE k.result <> 'pass'
)
SELECT a.rule, a.report_id, a.instance,
       to_json(list({'year': a.year, 'table': coalesce(w.table_name, ''), 'row': coalesce(nullif(w.row_key, ''), a.name),
                     'column': coalesce(w.column_key, ''), 'printed': coalesce(c.printed, ''),
                     'state': coalesce(c.state, 'absent'), 'value': c.value::DOUBLE} ORDER BY a.year DESC, w.position))::VARCHAR AS operands
FROM asked a
LEFT JOIN core.wide_column w USING (name)
LEFT JOIN core.cell c ON c.report_id = a.holder AND c.table_name = w.table_name AND c.row_key = w.row_key AND c.column_key = w.column_key
GROUP BY a.rule, a.report_id, a.instance;

-- The sentence of every failure in both languages: the rule's (stage_rule) with its placeholders filled. A label that the catalogue
-- lacks stands as its key; several are joined by the sign of the language (catalog/dimensions.yml: sign.joint).
CREATE OR REPLACE TEMP TABLE sentence AS
WITH word AS (
    SELECT DISTINCT ON (table_name, key) table_name, key, zh, en FROM stage_label ORDER BY table_name, key
), failing AS (
    SELECT k.kept_id, r.zh, r.en, unnest(map_entries(coalesce(k.said, MAP {}))) AS entry
    FROM kept k JOIN stage_rule r USING (rule) WHERE k.result = 'fail'
), token AS (
    SELECT kept_id, entry.key AS name, unnest(entry.value, recursive := true), generate_subscripts(entry.value, 1) AS nth FROM failing
), part AS (
    SELECT t.kept_id, t.name,
           string_agg(concat(CASE WHEN t.nth > 1 THEN s.zh END, coalesce(w.zh, a.name_zh, regexp_replace(t.key, '^local:', ''))), '' ORDER BY t.nth) AS zh,
           string_agg(concat(CASE WHEN t.nth > 1 THEN s.en END, coalesce(w.en, nullif(a.name_en, ''), a.name_zh, regexp_replace(t.key, '^local:', ''))), '' ORDER BY t.nth) AS en
    FROM token t
    JOIN word s ON s.table_name = 'sign' AND s.key = 'joint'
    LEFT JOIN word w ON w.table_name = t.table_name AND w.key = t.key
    LEFT JOIN core.agency a ON t.table_name = 'agency' AND a.agency_id = t.key
    GROUP BY t.kept_id, t.name
), every AS (
    -- `where` first: its words may have placeholders of their own
    SELECT kept_id, list({'name': name, 'zh': zh, 'en': en} ORDER BY name <> 'where', name) AS parts FROM part GROUP BY kept_id
), whole AS (
    SELECT k.kept_id, list_reduce(coalesce(e.parts, []), lambda text, one: {'name': '', 'zh': replace(text.zh, concat('{', one.name, '}'), one.zh),
                                                                            'en': replace(text.en, concat('{', one.name, '}'), one.en)},
                                  {'name': '', 'zh': r.zh, 'en': r.en}) AS text, k.left_value, k.right_value
    FROM kept k JOIN stage_rule r USING (rule) LEFT JOIN every e USING (kept_id) WHERE k.result = 'fail'
)
SELECT kept_id, filled(text.zh, left_value, right_value) AS zh, filled(text.en, left_value, right_value) AS en FROM whole;

INSERT INTO core.check_result
WITH result AS (
    SELECT k.rule, coalesce(k.severity, CASE WHEN r.strict <> '' AND k.instance = 'total' THEN r.strict ELSE r.severity END) AS severity,
           k.report_id, coalesce(k.agency_id, c.agency_id) AS agency_id, coalesce(k.year, c.year) AS year, k.result,
           k.left_value, k.right_value, k.left_value - k.right_value AS difference,
           CASE WHEN k.result <> 'pass' THEN coalesce(k.operands, n.operands, '[]') END AS operands,
           coalesce(s.zh, '') AS message_zh, coalesce(s.en, '') AS message_en,
           coalesce(k.reason, '') AS reason,
           CASE WHEN k.result = 'fail' THEN left(md5(concat_ws('|', k.instance, coalesce(k.operands, n.operands, ''), k.left_value, k.right_value)), 12) END AS operands_mark,
           r.position, k.instance
    FROM kept k
    JOIN stage_rule r USING (rule)
    LEFT JOIN sentence s USING (kept_id)
    LEFT JOIN checked_report c USING (report_id)
    LEFT JOIN named_operand n ON n.rule = k.rule AND n.report_id = k.report_id AND n.instance IS NOT DISTINCT FROM k.instance
    WHERE coalesce(k.year, c.year) >= r.since::INTEGER
)
SELECT k.rule, k.severity, k.report_id, k.agency_id, a.name_zh AS agency, k.year, k.result, k.left_value, k.right_value,
       k.difference, k.operands, k.message_zh, k.message_en, k.reason, k.operands_mark, v.verdict
FROM result k
JOIN core.agency a USING (agency_id)
LEFT JOIN stage_verdict v ON v.rule = k.rule AND v.agency_id = k.agency_id AND v.year = k.year::VARCHAR AND v.operands_mark = k.operands_mark
ORDER BY a.position, k.year, k.position, k.instance;

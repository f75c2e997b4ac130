-- core: which report is which. One row per agency, year, scope and published version.
INSERT INTO raw.rejected
SELECT loaded_from, 'unknown_year', coalesce(title, source_file) FROM raw.report WHERE year IS NULL;

-- What a report says, as one number: the same text in two files is one report with two sources.
CREATE TEMP TABLE content AS
WITH cell AS (
    SELECT raw_id, sum(md5_number_lower(concat_ws('|', table_name, row_key, column_key, trim(printed), state)))::VARCHAR AS part
    FROM raw.cell GROUP BY raw_id
), figure AS (
    SELECT raw_id, sum(md5_number_lower(concat_ws('|', metric, value, bound, scope, level)))::VARCHAR AS part
    FROM raw.figure GROUP BY raw_id
), section AS (
    SELECT raw_id, sum(md5_number_lower(number || regexp_replace(text, '\s', '', 'g')))::VARCHAR AS part
    FROM raw.section GROUP BY raw_id
)
SELECT r.raw_id, cell.part IS NOT NULL AS has_cells,
       md5(concat_ws('|', r.form, cell.part, section.part, CASE WHEN section.part IS NULL THEN figure.part END)) AS content_hash
FROM raw.report r
LEFT JOIN cell USING (raw_id) LEFT JOIN figure USING (raw_id) LEFT JOIN section USING (raw_id);

CREATE TEMP TABLE placed AS
WITH known AS (
    SELECT r.* EXCLUDE (agency_id), c.content_hash, c.has_cells, coalesce(r.scope, 'office') AS known_scope,
           coalesce(nullif(r.agency_id, ''),
                    'unresolved:' || left(md5(coalesce(r.agency_printed, r.source_file) || coalesce(r.region_code, '')), 8)) AS agency_id
    FROM raw.report r JOIN content c USING (raw_id)
    WHERE r.year IS NOT NULL
), newest_reading AS (  -- the same document read twice: the later parser's reading
    SELECT * FROM known
    QUALIFY row_number() OVER (PARTITION BY agency_id, year, known_scope, coalesce(sha256, loaded_from)
                               ORDER BY parser_version DESC, content_hash, loaded_from) = 1
)
SELECT *, first_value(raw_id) OVER (PARTITION BY agency_id, year, known_scope, content_hash
                                    ORDER BY sha256, source_file, loaded_from) AS kept_id
FROM newest_reading;

CREATE TABLE core.agency AS
WITH derived AS (
    SELECT agency_id, max(agency_printed) AS name_zh, max(region_code) AS region_code,
           min(year) AS first_year
    FROM placed WHERE agency_id NOT IN (SELECT agency_id FROM stage_agency) GROUP BY agency_id
), every AS (
    SELECT agency_id, name_zh, name_en, short_zh, kind, region_code, level, try_cast(position AS INTEGER) AS position,
           nullif(valid_from, '') AS valid_from, nullif(valid_to, '') AS valid_to, collection, initials, true AS is_listed,
           coalesce(predecessors, '') AS predecessors
    FROM stage_agency
    UNION ALL BY NAME
    SELECT agency_id, coalesce(name_zh, agency_id) AS name_zh, coalesce(name_zh, agency_id) AS name_en,
           coalesce(name_zh, agency_id) AS short_zh,
           CASE WHEN agency_id LIKE 'unresolved:%' OR agency_id NOT LIKE '%-%' THEN 'other'
                ELSE regexp_replace(agency_id, '^[0-9]+-', '') END AS kind,
           region_code, NULL AS level, NULL::INTEGER AS position, NULL AS valid_from, NULL AS valid_to,
           NULL AS collection, NULL AS initials, false AS is_listed, '' AS predecessors
    FROM derived
)
SELECT every.agency_id, every.name_zh,
       -- an agency that nobody listed is called by its place and kind in English
       CASE WHEN every.is_listed THEN every.name_en ELSE coalesce(region.name_en || ' ' || kind.label_en, every.name_zh) END AS name_en,
       every.short_zh, every.kind, every.region_code,
       -- a region that the registry lacks tells its level by its code (GB/T 2260)
       coalesce(nullif(every.level, ''), region.level,
                CASE WHEN regexp_matches(every.region_code, '^[0-9]{2}0000$') THEN 'province'
                     WHEN regexp_matches(every.region_code, '^[0-9]{4}00$') THEN 'prefecture'
                     WHEN regexp_matches(every.region_code, '^[0-9]{6}$') THEN 'county' END) AS level,
       row_number() OVER (ORDER BY region.position NULLS LAST, every.region_code, coalesce(every.position, try_cast(kind.position AS INTEGER)) NULLS LAST, every.agency_id)::INTEGER AS position,
       every.valid_from, every.valid_to, coalesce(nullif(every.collection, ''), region.collection, 'real') AS collection,
       every.initials, every.is_listed, every.predecessors
FROM every
LEFT JOIN core.region region USING (region_code)
LEFT JOIN stage_agency_kind kind ON kind.kind = every.kind
ORDER BY position;

-- Kinds in their order; a kind that data/agency_kinds.csv lacks stands at the end under its key.
CREATE TABLE core.agency_kind AS
SELECT kind, label_zh, label_en, row_number() OVER (ORDER BY position, kind)::INTEGER AS position FROM (
    SELECT kind, label_zh, label_en, coalesce(try_cast(position AS INTEGER), 8000) AS position FROM stage_agency_kind
    UNION ALL
    SELECT DISTINCT kind, kind, kind, 9000
    FROM core.agency WHERE kind NOT IN (SELECT kind FROM stage_agency_kind)
) ORDER BY position;

-- Deadline of an agency's report for a year: the most particular line of catalog/deadlines.csv.
CREATE TEMP TABLE agency_deadline AS
SELECT a.agency_id, y.year, d.month, d.day, make_date(y.year + 1, d.month, d.day) AS deadline_on
FROM core.agency a
CROSS JOIN (SELECT DISTINCT year FROM placed UNION SELECT DISTINCT try_cast(year AS INTEGER) FROM stage_expected) y
JOIN core.deadline d
  ON d.force = 'law' AND d.region_code IN ('', a.region_code) AND d.kind IN ('', a.kind)
 AND y.year >= coalesce(d.year_from, 0) AND y.year <= coalesce(d.year_to, 9999)
QUALIFY row_number() OVER (PARTITION BY a.agency_id, y.year ORDER BY d.region_code DESC, d.kind DESC) = 1;

-- The earlier day that a place sets: a line holds for its region and, by the code (GB/T 2260), for all below it.
CREATE TABLE core.local_deadline AS
SELECT a.agency_id, y.year, make_date(y.year + 1, d.month, d.day) AS deadline_on, d.basis
FROM core.agency a
CROSS JOIN (SELECT DISTINCT year FROM placed) y
JOIN core.deadline d
  ON d.force = 'local' AND starts_with(a.region_code, regexp_replace(d.region_code, '(00)+$', '')) AND d.kind IN ('', a.kind)
 AND y.year >= coalesce(d.year_from, 0) AND y.year <= coalesce(d.year_to, 9999)
QUALIFY row_number() OVER (PARTITION BY a.agency_id, y.year ORDER BY d.region_code DESC, d.kind DESC) = 1;

CREATE TABLE core.report AS
WITH versions AS (
    SELECT *, row_number() OVER whole AS version_number, count(*) OVER (PARTITION BY agency_id, year, known_scope) AS versions
    FROM placed WHERE raw_id = kept_id
    WINDOW whole AS (PARTITION BY agency_id, year, known_scope
                     ORDER BY parser_version <> 'transcribed', has_cells, published_on NULLS FIRST, content_hash)
)
SELECT concat_ws('-', v.agency_id, v.year, left(md5(coalesce(v.sha256, v.content_hash) || v.known_scope), 8)) AS report_id,
       v.raw_id, v.agency_id, v.agency_printed, a.region_code, v.year, v.form, v.known_scope AS scope, v.title, v.published_on,
       v.version_number::INTEGER AS version_number, v.version_number = v.versions AS is_current,
       v.version_number = v.versions AND row_number() OVER (
           PARTITION BY v.agency_id, v.year, v.version_number = v.versions
           ORDER BY CASE WHEN a.kind = 'government' THEN list_position(['area', 'office', 'system'], v.known_scope)
                         ELSE list_position(['office', 'system', 'area'], v.known_scope) END NULLS LAST, v.content_hash
       ) = 1 AS is_primary,
       v.source_file, v.sha256, v.medium, v.address, v.parser_version, a.collection, d.deadline_on,
       CASE WHEN v.published_on IS NOT NULL THEN greatest(0, v.published_on - d.deadline_on) END::INTEGER AS days_late,
       v.content_hash
FROM versions v
JOIN core.agency a USING (agency_id)
LEFT JOIN agency_deadline d ON d.agency_id = v.agency_id AND d.year = v.year
ORDER BY a.position, v.year, v.known_scope, v.version_number;

CREATE TABLE core.report_source AS
SELECT DISTINCT r.report_id, s.file, s.sha256, s.medium, s.address FROM (
    SELECT kept_id, source_file AS file, sha256, medium, address FROM placed
    UNION ALL
    SELECT p.kept_id, o.file, o.sha256, o.medium, o.address FROM raw.other_source o JOIN placed p USING (raw_id)
) s JOIN core.report r ON r.raw_id = s.kept_id
ORDER BY ALL;

CREATE TABLE core.problem AS
SELECT r.report_id, r.agency_id, r.year, p.code, p.message
FROM raw.problem p JOIN core.report r USING (raw_id) ORDER BY r.report_id, p.position;

-- Reports that ought to be there on the day of the build. A list (expected.csv) decides for its collection; without one, every
-- listed agency of a region with reports, in each year that reports are held for, and every agency after the first year that it
-- reported for. A sample of copied-out figures says nothing about what else was published, so it opens no expectation.
CREATE TABLE core.expected_report AS
WITH given AS (
    SELECT agency_id, try_cast(year AS INTEGER) AS year FROM stage_expected
), held AS (
    SELECT r.agency_id, r.collection, r.region_code, r.year FROM core.report r WHERE r.parser_version <> 'transcribed'
), known AS (
    SELECT a.agency_id, a.collection, 0 AS known_from
    FROM core.agency a
    JOIN (SELECT DISTINCT collection, region_code FROM held) h USING (collection, region_code)
    WHERE a.is_listed
    UNION ALL
    SELECT agency_id, collection, min(year) FROM held WHERE NOT starts_with(agency_id, 'unresolved:') GROUP BY ALL
), ended AS (
    SELECT region_code, try_cast(left(valid_to, 4) AS INTEGER) AS last_year FROM stage_region
    QUALIFY row_number() OVER (PARTITION BY region_code ORDER BY valid_from DESC, name_zh) = 1
), derived AS (
    SELECT agency_id, y.year
    FROM known k
    JOIN core.agency a USING (agency_id)
    JOIN (SELECT DISTINCT collection, year FROM held) y ON y.collection = k.collection
    LEFT JOIN ended e ON e.region_code = a.region_code
    WHERE y.year >= k.known_from AND y.year <= coalesce(e.last_year, 9999)
      AND y.year >= coalesce(try_cast(left(a.valid_from, 4) AS INTEGER), 0)
      AND y.year <= coalesce(try_cast(left(a.valid_to, 4) AS INTEGER), 9999)
      AND a.collection NOT IN (SELECT collection FROM given JOIN core.agency USING (agency_id))
), every AS (
    SELECT agency_id, year FROM given
    UNION SELECT agency_id, year FROM derived
    UNION SELECT agency_id, year FROM core.report
)
SELECT every.agency_id, every.year, d.deadline_on
FROM every JOIN core.agency a USING (agency_id)
LEFT JOIN agency_deadline d ON d.agency_id = every.agency_id AND d.year = every.year
WHERE d.deadline_on <= getvariable('as_of')::DATE
   OR EXISTS (FROM core.report r WHERE r.agency_id = every.agency_id AND r.year = every.year)
ORDER BY a.position, every.year;

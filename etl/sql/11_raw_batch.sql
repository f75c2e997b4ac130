-- One batch of parsed reports (temporary table `batch`, columns of the parsed report) into raw.
INSERT INTO raw.report
SELECT raw_id, loaded_from, schema_version, agency_printed, agency_id, region_code, year, form, scope, title,
       published_on, source.file, source.sha256, source.medium, source.address, parser_version, identity_evidence
FROM batch;

INSERT INTO raw.cell
SELECT raw_id, position, c."table", c."row", coalesce(c."column", ''), coalesce(c.printed, ''), c.value, c.state, c.unit,
       c.note, coalesce(c.certain, true), c."where".page, c."where".table_index, c."where"."row", c."where"."column"
FROM (SELECT raw_id, unnest(cells) AS c, generate_subscripts(cells, 1) AS position FROM batch);

INSERT INTO raw.figure
SELECT raw_id, position, f.metric, f.value, coalesce(f.bound, '='), coalesce(f.unit, ''), coalesce(f.scope, 'year'),
       coalesce(f.level, 'agency'), coalesce(f.evidence, ''), coalesce(f.section, ''), coalesce(f."offset", 0),
       coalesce(f.length, 0), coalesce(f.rule, ''), coalesce(f.confidence, 'certain'), coalesce(f.part, ''),
       coalesce(f.definition, ''), coalesce(f.rival, false), coalesce(f.printed_unit, '')
FROM (SELECT raw_id, unnest(figures) AS f, generate_subscripts(figures, 1) AS position FROM batch);

INSERT INTO raw.section
SELECT raw_id, position, s.number, s.title, s.text
FROM (SELECT raw_id, unnest(sections) AS s, generate_subscripts(sections, 1) AS position FROM batch);

INSERT INTO raw.problem
SELECT raw_id, position, p.code, p.message
FROM (SELECT raw_id, unnest(problems) AS p, generate_subscripts(problems, 1) AS position FROM batch);

INSERT INTO raw.other_source
SELECT raw_id, o.file, o.sha256, o.medium, o.address
FROM (SELECT raw_id, unnest(other_sources) AS o FROM batch);

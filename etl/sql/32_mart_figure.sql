-- mart: figures of the prose for people: why one is to be looked at, and which stand behind a stated value.
CREATE VIEW mart.figure AS
SELECT f.figure_id, f.report_id, f.agency_id, f.year, r.scope AS report_scope, r.region_code, a.collection, a.position AS agency_position,
       f.metric, f.value, f.read_value, f.corrected_value, f.bound, f.unit, f.printed_unit, f.scope AS period, f.level, f.part, f.definition, f.rule,
       f.confidence, f.status, f.read_rival, f.rival, f.evidence AS sentence, f.place, f.printed, f.section, f."offset", f.person,
       f.decided_at, f.verdict_reason, r.is_primary,
       CASE WHEN f.status IN ('confirmed', 'corrected', 'rejected') THEN ''
            WHEN f.status = 'ask' AND f.confidence <> 'ask' THEN 'doubted'
            WHEN f.rival THEN 'rival'
            WHEN f.status = 'ask' THEN 'ask' ELSE '' END AS why_asked
FROM core.figure f
JOIN core.report r USING (report_id)
JOIN core.agency a ON a.agency_id = f.agency_id
WHERE r.is_current;

-- The figures that a stated_ column of mart.agency_year is made of.
CREATE VIEW mart.stated_figure AS
SELECT concat('stated_', s.metric) AS wide_column, f.*
FROM core.stated_figure s JOIN core.figure f USING (figure_id);

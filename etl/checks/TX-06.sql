-- The share of natural persons in the text against table three, to half of the last printed digit; and their number, that of legal
-- persons: requests of this year, or with those carried in.
WITH told AS (
    SELECT f.report_id, f.metric AS instance, f.value AS left_value, f.level, f.rival, f.bound,
           0.5 * pow(10, -length(regexp_extract(rtrim(f.value::VARCHAR, '0'), '\.([0-9]*)$', 1))) AS half,
           r.scope, to_json([{'metric': f.metric, 'value': f.value::DOUBLE, 'printed': f.evidence}]) AS operands,
           w.requests_received AS received, w.requests_received_natural_person AS natural_person, w.requests_carried_in AS carried,
           w.requests_carried_in_natural_person AS natural_carried
    FROM usable_figure f JOIN checked_report r USING (report_id) JOIN core.report_wide w USING (report_id)
    WHERE f.metric IN ('natural_person_requests', 'legal_person_requests', 'natural_person_share') AND f.part = ''
), side AS (
    SELECT *, CASE instance WHEN 'natural_person_requests' THEN natural_person WHEN 'legal_person_requests' THEN received - natural_person
                            ELSE round(100 * natural_person / nullif(received, 0), 4) END AS right_value,
           CASE instance WHEN 'natural_person_requests' THEN natural_person + natural_carried
                         WHEN 'legal_person_requests' THEN received - natural_person + carried - natural_carried END AS with_carried,
           CASE WHEN instance = 'natural_person_share' THEN half + 0.0001 WHEN bound = '≈' THEN greatest(1, 0.1 * left_value) ELSE 0 END AS slack
    FROM told
), held AS (
    SELECT *, CASE WHEN bound = '≥' THEN greatest(right_value, with_carried) >= left_value
                   WHEN bound = '≤' THEN least(right_value, with_carried) <= left_value
                   ELSE coalesce(abs(right_value - left_value) <= slack, false) OR coalesce(abs(with_carried - left_value) <= slack, false) END AS agrees
    FROM side
)
SELECT h.report_id, h.instance, h.left_value, h.right_value, h.operands,
       CASE WHEN coalesce(agrees, false) THEN 'pass' WHEN h.right_value IS NULL OR h.rival OR (h.level <> 'area' AND h.scope = 'area')
            THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN coalesce(agrees, false) THEN '' WHEN h.right_value IS NULL THEN 'the table has no number' WHEN h.rival THEN 'the text has rival figures'
            WHEN h.level <> 'area' AND h.scope = 'area' THEN 'text of the body alone, table of the area?' ELSE '' END AS reason,
       placed('figure', h.instance) AS said
FROM held h;

-- Tables two, three and four are there.
WITH printed AS (
    SELECT report_id, list(DISTINCT table_name) AS tables FROM core.cell WHERE state <> 'absent' GROUP BY report_id
), missing AS (
    SELECT r.report_id, r.parser_version, coalesce(p.tables, []) AS tables,
           list_filter(['disclosure', 'requests', 'cases'], lambda t: NOT list_contains(coalesce(p.tables, []), t)) AS gone
    FROM checked_report r LEFT JOIN printed p USING (report_id)
    WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form)
)
SELECT report_id, '' AS instance, len(gone) AS left_value,
       CASE WHEN len(gone) = 0 THEN 'pass' WHEN parser_version = 'transcribed' THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN len(gone) > 0 AND parser_version = 'transcribed' THEN 'figures copied out by hand, not the whole report' ELSE '' END AS reason,
       MAP {'where': [label('table', t) FOR t IN gone]} AS said
FROM missing;

-- The year before used a form without carry-over: the two years do not join, the series breaks.
WITH flow AS (SELECT DISTINCT form, row_key FROM core.form_cell WHERE table_name = 'requests' AND row_key IN ('carried_in', 'carried_out'))
SELECT r.report_id, '' AS instance,
       CASE WHEN r.form IS NULL OR r.previous_form IS NULL THEN 'unknown' WHEN i.form IS NOT NULL AND o.form IS NULL THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'form not recognised' ELSE '' END AS reason,
       MAP {'before': [told(r.previous_form)], 'form': [told(r.form)]} AS said
FROM checked_report r
LEFT JOIN flow i ON i.form = r.form AND i.row_key = 'carried_in'
LEFT JOIN flow o ON o.form = r.previous_form AND o.row_key = 'carried_out'
WHERE r.previous_id IS NOT NULL;

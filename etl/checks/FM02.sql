-- The form in force in the report's year (core.form_period, from catalog/forms/versions.csv).
SELECT r.report_id, '' AS instance,
       CASE WHEN r.form IS NULL THEN 'unknown' WHEN r.form = f.form THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN r.form IS NULL THEN 'form not recognised' ELSE '' END AS reason,
       MAP {'year': [told(r.year)], 'form': [told(f.form)], 'used': [told(r.form)]} AS said
FROM checked_report r
JOIN core.form_period f ON r.year BETWEEN f.first_year AND f.last_year;

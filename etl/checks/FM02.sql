-- The form in force in the report's year (core.form_period, from catalog/form_periods.csv).
SELECT r.report_id, '' AS instance,
       CASE WHEN r.form IS NULL THEN 'unknown' WHEN r.form = f.form THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN r.form IS NULL THEN 'form not recognised' ELSE '' END AS reason,
       concat(r.year, '年应使用', f.form, '年格式，本报告使用', r.form, '年格式') AS where_zh,
       concat('the ', f.form, ' form is in force for ', r.year, ', this report uses the ', r.form, ' form') AS where_en
FROM checked_report r
JOIN core.form_period f ON r.year BETWEEN f.first_year AND f.last_year;

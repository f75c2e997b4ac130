-- Rules stated by a body that has no power to make them: anything but a government of a province or city, below the centre.
SELECT report_id, '' AS instance, greatest(w.rules_issued, w.rules_repealed, w.rules_in_force) AS left_value,
       ['rules_issued', 'rules_repealed', 'rules_in_force'] AS cells,
       CASE WHEN r.kind IN ('government', 'government_office', 'justice') AND r.level IN ('province', 'prefecture', 'city') THEN 'pass'
            WHEN r.level IS NULL THEN 'unknown'
            WHEN left_value > 0 THEN 'fail'
            WHEN w.rules_issued + w.rules_repealed + w.rules_in_force IS NULL THEN 'unknown' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number, or the level of the body is not known' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id)
WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.column_key = 'in_force');

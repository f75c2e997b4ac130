-- The text tells of normative documents issued or repealed; table two says 0 for both.
WITH told AS (
    SELECT f.report_id, max(f.value) AS value, bool_and(f.level <> 'area') AS is_own, bool_or(f.rival) AS rival,
           to_json(list({'metric': f.metric, 'value': f.value::DOUBLE, 'printed': f.evidence} ORDER BY f.value, f.evidence)) AS operands
    FROM usable_figure f
    WHERE f.metric = 'normative_documents' AND f.section = '1' AND f.value > 0
      AND regexp_matches(f.evidence, '(制发|制定|出台|印发|废止)[^，,。；;]{0,12}规范性文件|规范性文件[^，,。；;]{0,12}(制发|制定|出台|印发|废止)')
    GROUP BY f.report_id
)
SELECT t.report_id, '' AS instance, t.value AS left_value, w.normative_documents_issued + w.normative_documents_repealed AS right_value, t.operands,
       CASE WHEN right_value > 0 OR w.normative_documents_issued > 0 OR w.normative_documents_repealed > 0 THEN 'pass'
            WHEN right_value IS NULL OR t.rival OR (t.is_own AND r.scope = 'area') THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result <> 'unknown' THEN '' WHEN right_value IS NULL THEN 'not a number' WHEN t.rival THEN 'the text has rival figures'
            ELSE 'text of the body alone, table of the area?' END AS reason
FROM told t JOIN checked_report r USING (report_id) JOIN core.report_wide w USING (report_id)
WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.column_key = 'in_force');

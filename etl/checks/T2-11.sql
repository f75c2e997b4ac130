-- 2019 form: published in all is at least newly published.
WITH kind AS (
    SELECT report_id, 'rules' AS instance, rules_published_total AS left_value, rules_newly_published AS right_value,
           ['rules_newly_published', 'rules_published_total'] AS cells FROM core.report_wide
    UNION ALL
    SELECT report_id, 'normative_documents', normative_documents_published_total, normative_documents_newly_published,
           ['normative_documents_newly_published', 'normative_documents_published_total'] FROM core.report_wide
)
SELECT k.*, CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' WHEN left_value < right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason, placed('disclosure', k.instance) AS said
FROM kind k JOIN checked_report r USING (report_id)
WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.column_key = 'published_total')
  AND EXISTS (FROM core.cell c WHERE c.report_id = k.report_id AND c.table_name = 'disclosure' AND c.row_key = k.instance);

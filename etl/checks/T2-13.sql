-- 2019 form: the change of a list is a number with its sign.
SELECT c.report_id, c.row_key AS instance,
       CASE c.state WHEN 'number' THEN 'pass' WHEN 'text' THEN 'fail' ELSE 'unknown' END AS result, c.value AS left_value,
       [concat(c.row_key, '_items_change')] AS cells,
       CASE WHEN c.state IN ('number', 'text') THEN '' ELSE 'not a number' END AS reason, placed('disclosure', c.row_key) AS said
FROM core.cell c JOIN checked_report r USING (report_id)
WHERE c.table_name = 'disclosure' AND c.column_key = 'items_change'
  AND EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.column_key = 'items_change');

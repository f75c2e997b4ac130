-- 2019 form: decisions that equal items last year plus change exactly: items typed as decisions. From 10 on, below it is chance.
WITH item AS (
    SELECT report_id, row_key AS instance,
           max(value) FILTER (column_key = 'decisions') AS left_value,
           max(value) FILTER (column_key = 'items_last_year') AS last_year, max(value) FILTER (column_key = 'items_change') AS change
    FROM core.cell WHERE table_name = 'disclosure' AND row_key IN ('permits', 'other_services', 'penalties', 'coercive_measures')
    GROUP BY report_id, row_key
)
SELECT i.report_id, i.instance, i.left_value, i.last_year + i.change AS right_value,
       [i.instance || '_items_last_year', i.instance || '_items_change', i.instance || '_decisions'] AS cells,
       CASE WHEN i.left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN i.left_value >= 10 AND i.change <> 0 AND i.left_value = right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason, placed('disclosure', i.instance) AS said
FROM item i JOIN checked_report r USING (report_id)
WHERE EXISTS (FROM core.form_cell f WHERE f.form = r.known_form AND f.column_key = 'items_change');

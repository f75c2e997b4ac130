-- 2019 form: the amount of procurement says whether it is yuan or 10,000 yuan. Nothing bought needs no unit.
SELECT c.report_id, '' AS instance, c.value AS left_value, ['procurement_amount'] AS cells,
       CASE WHEN c.value IS NULL THEN 'unknown' WHEN c.value = 0 OR coalesce(c.unit, '') <> '' THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN c.value IS NULL THEN 'not a number' ELSE '' END AS reason
FROM core.cell c JOIN checked_report USING (report_id)
WHERE c.table_name = 'disclosure' AND c.row_key = 'procurement' AND c.column_key = 'amount';

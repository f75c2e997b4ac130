-- A percentage lies between 0 and 100.
SELECT f.report_id, f.metric AS instance, f.value AS left_value, 100 AS right_value,
       CASE WHEN f.value < 0 OR f.value > 100 THEN 'fail' ELSE 'pass' END AS result, '' AS reason,
       to_json([{'metric': f.metric, 'value': f.value::DOUBLE, 'printed': f.evidence}]) AS operands, placed('figure', f.metric) AS said
FROM usable_figure f JOIN checked_report USING (report_id)
WHERE ends_with(f.metric, '_rate');

-- Blanks: the form asks for 0 where there is nothing. More than 10 in table three or 5 in table four are an error.
WITH counted AS (
    SELECT report_id, count_if(state IN ('blank', 'na')) AS blanks,
           count_if(state IN ('blank', 'na') AND table_name = 'disclosure') AS two,
           count_if(state IN ('blank', 'na') AND table_name = 'requests') AS three,
           count_if(state IN ('blank', 'na') AND table_name = 'cases') AS four
    FROM core.cell WHERE NOT contains(row_key, 'local:') AND NOT contains(column_key, 'local:') GROUP BY report_id
)
SELECT r.report_id, '' AS instance, c.blanks AS left_value, 0 AS right_value,
       CASE WHEN c.blanks IS NULL THEN 'unknown' WHEN c.blanks = 0 THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN c.three > 10 OR c.four > 5 THEN 'E' ELSE 'W' END AS severity,
       CASE WHEN c.blanks IS NULL THEN 'no table' ELSE '' END AS reason,
       MAP {'two': [told(c.two)], 'three': [told(c.three)], 'four': [told(c.four)]} AS said
FROM checked_report r LEFT JOIN counted c USING (report_id);

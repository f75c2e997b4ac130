-- 同比增长p%: the printed growth of a figure against the year before (table three for requests, else the text of that year).
SELECT report_id, instance, left_value, round(right_value, 4) AS right_value, operands, result, reason, said
FROM stated_change WHERE is_percentage;

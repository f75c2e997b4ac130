-- 比上年增加n件: the printed difference of a figure against the year before (table three for requests, else the text of that year).
SELECT report_id, instance, left_value, round(right_value, 4) AS right_value, operands, result, reason, said
FROM stated_change WHERE NOT is_percentage;

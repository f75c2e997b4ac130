-- Satisfaction of 100 % over a thousand ratings or more, or the same to two decimals in three years: a ceiling.
WITH rate AS (
    SELECT r.report_id, r.previous_id, round(w.stated_satisfaction_rate * 100, 2) AS rate, w.stated_evaluations_received AS ratings
    FROM checked_report r JOIN core.report_wide w USING (report_id)
)
SELECT a.report_id, '' AS instance, a.rate AS left_value, a.ratings AS right_value, ['stated_satisfaction_rate', 'stated_evaluations_received'] AS cells,
       CASE WHEN a.rate = b.rate AND a.rate = c.rate THEN 'fail' WHEN a.rate >= 100 AND a.ratings >= 1000 THEN 'fail'
            WHEN a.rate >= 100 AND a.ratings IS NULL THEN 'unknown' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'number of ratings not stated' ELSE '' END AS reason,
       MAP {'where': [label('SV-01', CASE WHEN a.rate = b.rate AND a.rate = c.rate THEN 'same' ELSE 'counted' END)],
            'ratings': [told(a.ratings::BIGINT)]} AS said
FROM rate a LEFT JOIN rate b ON b.report_id = a.previous_id LEFT JOIN rate c ON c.report_id = b.previous_id
WHERE a.rate IS NOT NULL;

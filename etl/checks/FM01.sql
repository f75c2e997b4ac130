-- The six sections once each and in order.
WITH seen AS (
    SELECT report_id, list(number ORDER BY position) FILTER (number <> '0') AS numbers FROM core.section GROUP BY report_id
)
SELECT r.report_id, '' AS instance,
       CASE WHEN s.numbers IS NULL THEN 'unknown' WHEN s.numbers = ['1', '2', '3', '4', '5', '6'] THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN s.numbers IS NULL THEN 'no text loaded' ELSE '' END AS reason,
       MAP {'numbers': [told(n) FOR n IN s.numbers]} AS said
FROM checked_report r LEFT JOIN seen s USING (report_id);

-- The deadline has passed and no report is there.
SELECT NULL::VARCHAR AS report_id, e.agency_id, e.year, '' AS instance, 'fail' AS result,
       getvariable('as_of')::DATE - e.deadline_on AS left_value, 0 AS right_value, '' AS reason
FROM core.expected_report e
WHERE e.deadline_on < getvariable('as_of')::DATE
  AND NOT EXISTS (FROM core.report r WHERE r.agency_id = e.agency_id AND r.year = e.year);

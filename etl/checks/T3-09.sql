-- No request from welfare organisations, research institutions or legal service providers in three years, of more than 200 in all.
WITH year AS (
    SELECT c.report_id, c.previous_id, w.requests_received AS total,
           w.requests_received_research_institution + w.requests_received_public_welfare_organisation
           + w.requests_received_legal_service_provider AS rare,
           greatest(w.requests_received_research_institution, w.requests_received_public_welfare_organisation,
                    w.requests_received_legal_service_provider) AS largest
    FROM checked_report c JOIN core.report_wide w USING (report_id)
)
SELECT a.report_id, '' AS instance, a.total + b.total + c.total AS left_value, a.rare + b.rare + c.rare AS right_value,
       ['requests_received', 'requests_received_research_institution', 'requests_received_public_welfare_organisation',
        'requests_received_legal_service_provider'] AS cells,
       CASE WHEN greatest(a.largest, b.largest, c.largest) > 0 THEN 'pass' WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN left_value > 200 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM year a JOIN year b ON b.report_id = a.previous_id JOIN year c ON c.report_id = b.previous_id;

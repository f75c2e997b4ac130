-- Fifty requests and more, and not one from a company or another organisation.
WITH part AS (
    SELECT report_id, requests_received AS total,
           requests_received_commercial_enterprise + requests_received_research_institution + requests_received_public_welfare_organisation
           + requests_received_legal_service_provider + requests_received_other_organisation AS organisations,
           greatest(requests_received_commercial_enterprise, requests_received_research_institution, requests_received_public_welfare_organisation,
                    requests_received_legal_service_provider, requests_received_other_organisation) AS largest
    FROM core.report_wide
)
SELECT report_id, '' AS instance, total AS left_value, organisations AS right_value, ['requests_received', 'requests_received_natural_person'] AS cells,
       CASE WHEN largest > 0 OR total < 50 THEN 'pass' WHEN total IS NULL OR organisations IS NULL THEN 'unknown'
            WHEN organisations = 0 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM part JOIN checked_report USING (report_id);

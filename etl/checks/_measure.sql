-- For measuring on a finished build: the reports that are checked, as _prepare.sql makes them, with nothing else.
CREATE OR REPLACE TEMP TABLE checked_report AS
SELECT r.report_id, r.form, p.report_id AS previous_id
FROM core.report r LEFT JOIN core.report p ON p.agency_id = r.agency_id AND p.year = r.year - 1 AND p.is_primary
WHERE r.is_current;

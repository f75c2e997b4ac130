-- core: declared corrections and what became of each. The last line about a cell counts; an empty value withdraws it. A repair
-- candidate that a person rejected is a line with `rejected_value`: it is kept for each value and never applied. `heals` names the
-- sums that a correction was accepted for: etl/corrections.py marks as "not needed" what they hold without.
CREATE TABLE core.correction AS
WITH last_word AS (
    SELECT * FROM given_correction
    QUALIFY row_number() OVER (PARTITION BY agency_id, year, scope, table_name, row_key, column_key, rejected_value
                               ORDER BY number::INTEGER DESC) = 1
)
SELECT l.agency_id, try_cast(l.year AS INTEGER) AS year, l.scope, l.table_name, l.row_key, l.column_key, l.printed,
       try_cast(l.corrected_value AS DECIMAL(18, 6)) AS corrected_value, l.reason, l.person, l.decided_on, l.heals,
       try_cast(l.rejected_value AS DECIMAL(18, 6)) AS rejected_value, r.report_id,
       CASE WHEN l.rejected_value <> '' THEN 'rejected'
            WHEN l.corrected_value = '' THEN 'withdrawn'
            WHEN try_cast(l.corrected_value AS DECIMAL(18, 6)) IS NULL THEN 'not a number'
            WHEN r.report_id IS NULL THEN 'no report'
            WHEN c.raw_id IS NULL THEN 'no such cell'
            WHEN trim(c.printed) <> trim(l.printed) THEN 'expired'
            ELSE 'applied' END AS status,
       c.printed AS printed_now
FROM last_word l
LEFT JOIN core.report r ON r.agency_id = l.agency_id AND r.year = try_cast(l.year AS INTEGER) AND r.is_current
                       AND (r.scope = l.scope OR (l.scope = '' AND r.is_primary))
LEFT JOIN raw.cell c ON c.raw_id = r.raw_id AND c.table_name = l.table_name AND c.row_key = l.row_key AND c.column_key = l.column_key
ORDER BY ALL;

CREATE TEMP TABLE stage_correction AS
SELECT report_id, table_name, row_key, column_key, corrected_value, reason, heals FROM core.correction WHERE status = 'applied';

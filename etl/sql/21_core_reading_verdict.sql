-- core: the cells that a person has compared with the original, and what became of each line: applied, changed (the cell is read
-- otherwise now), withdrawn, no report. The last line about a cell counts.
CREATE TABLE core.reading_verdict AS
WITH last_word AS (
    SELECT * FROM given_reading
    QUALIFY row_number() OVER (PARTITION BY agency_id, year, scope, table_name, row_key, column_key ORDER BY number::INTEGER DESC) = 1
)
SELECT l.agency_id, try_cast(l.year AS INTEGER) AS year, l.scope, l.table_name, l.row_key, l.column_key, l.printed, l.person, l.remark,
       l.decided_on, r.report_id,
       CASE WHEN l.verdict <> 'compared' THEN 'withdrawn'
            WHEN r.report_id IS NULL THEN 'no report'
            WHEN c.raw_id IS NULL OR trim(coalesce(c.printed, '')) <> trim(l.printed) THEN 'changed'
            ELSE 'applied' END AS status
FROM last_word l
LEFT JOIN core.report r ON r.agency_id = l.agency_id AND r.year = try_cast(l.year AS INTEGER) AND r.is_current AND r.scope = l.scope
LEFT JOIN raw.cell c ON c.raw_id = r.raw_id AND c.table_name = l.table_name AND c.row_key = l.row_key AND c.column_key = l.column_key
ORDER BY ALL;

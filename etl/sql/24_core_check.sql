-- core: results of the data rules, filled by etl/checks.py on the unfinished build.
CREATE TABLE core.check_result (
    rule VARCHAR, severity VARCHAR, report_id VARCHAR, agency_id VARCHAR, agency VARCHAR, year INTEGER, result VARCHAR,
    left_value DECIMAL(24, 6), right_value DECIMAL(24, 6), difference DECIMAL(24, 6), operands VARCHAR,
    message_zh VARCHAR, message_en VARCHAR, reason VARCHAR,
    -- names the operands of a failure; a verdict holds while it stays the same
    operands_mark VARCHAR, verdict VARCHAR
);

-- core: likeness of texts (0–1): with the own report of the year before, and with another agency's report of the year.
CREATE TABLE core.likeness (
    report_id VARCHAR, other_report_id VARCHAR, kind VARCHAR, section VARCHAR, similarity DOUBLE
);

CREATE TABLE core.verdict AS SELECT * EXCLUDE (number) FROM stage_verdict ORDER BY ALL;

-- core: repair candidates for tables whose identities fail. Candidate 1, 2, … of a table; one row per cell it would change.
CREATE TABLE core.repair (
    report_id VARCHAR, table_name VARCHAR, candidate INTEGER, kind VARCHAR, row_key VARCHAR, column_key VARCHAR,
    before_value DECIMAL(18, 6), after_value DECIMAL(18, 6), healed VARCHAR[], alone BOOLEAN,
    -- carry-over between the years that holds now and would not hold after the change (within the report nothing breaks)
    broken VARCHAR[]
);

-- raw: parsed reports as they were written, one row per record, cell, figure, section, problem. Nothing is interpreted.
CREATE SCHEMA raw;
CREATE SCHEMA core;
CREATE SCHEMA mart;

CREATE TABLE raw.report (
    raw_id BIGINT, loaded_from VARCHAR, schema_version VARCHAR, agency_printed VARCHAR, agency_id VARCHAR,
    region_code VARCHAR, year INTEGER, form VARCHAR, scope VARCHAR, title VARCHAR, published_on DATE,
    source_file VARCHAR, sha256 VARCHAR, medium VARCHAR, address VARCHAR, parser_version VARCHAR,
    identity_evidence VARCHAR
);
CREATE TABLE raw.cell (
    raw_id BIGINT, position INTEGER, table_name VARCHAR, row_key VARCHAR, column_key VARCHAR, printed VARCHAR,
    value DECIMAL(18, 6), state VARCHAR, unit VARCHAR, note VARCHAR, certain BOOLEAN,
    page INTEGER, table_index INTEGER, grid_row INTEGER, grid_column INTEGER
);
CREATE TABLE raw.figure (
    raw_id BIGINT, position INTEGER, metric VARCHAR, value DECIMAL(24, 6), bound VARCHAR, unit VARCHAR, scope VARCHAR,
    level VARCHAR, evidence VARCHAR, section VARCHAR, text_offset INTEGER, text_length INTEGER, rule VARCHAR,
    confidence VARCHAR, part VARCHAR, definition VARCHAR, rival BOOLEAN, printed_unit VARCHAR
);
CREATE TABLE raw.section (raw_id BIGINT, position INTEGER, number VARCHAR, title VARCHAR, text VARCHAR);
CREATE TABLE raw.problem (raw_id BIGINT, position INTEGER, code VARCHAR, message VARCHAR);
CREATE TABLE raw.other_source (raw_id BIGINT, file VARCHAR, sha256 VARCHAR, medium VARCHAR, address VARCHAR);

-- Files that could not be loaded, and records that name no year: code and what is wrong.
CREATE TABLE raw.rejected (loaded_from VARCHAR, code VARCHAR, detail VARCHAR);

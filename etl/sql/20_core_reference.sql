-- core: places, agencies, forms. The stage_ tables come from data/*.csv, data/demo/*.csv and catalog/.
CREATE TABLE core.region AS
SELECT region_code, name_zh, short_zh, name_en, level, nullif(parent_code, '') AS parent_code,
       try_cast(position AS INTEGER) AS position, coalesce(nullif(collection, ''), 'real') AS collection
FROM stage_region
QUALIFY row_number() OVER (PARTITION BY region_code ORDER BY valid_from DESC, name_zh) = 1
ORDER BY position, region_code;

-- Every cell of every form version, with the outcome group it is a part of.
CREATE TABLE core.form_cell AS
SELECT form, table_name, row_key, column_key, group_key, statutory, position FROM stage_form_cell ORDER BY form, position;

CREATE TABLE core.form_period AS
SELECT form, first_year::INTEGER AS first_year, coalesce(try_cast(last_year AS INTEGER), 9999) AS last_year, basis FROM stage_form_period;

-- Names and order of the columns of the wide row: cells of the forms, then sums of groups, then figures of the text.
CREATE TABLE core.wide_column AS
SELECT name, source, table_name, row_key, column_key, position FROM stage_wide_column ORDER BY position;
CREATE TYPE wide_name AS ENUM (SELECT name FROM core.wide_column ORDER BY position);

-- A stated metric takes the figures of `of_metric` (mostly its own name); with a definition, only those that say it.
CREATE TABLE core.stated_metric AS SELECT metric, kind, of_metric, definition, position FROM stage_stated_metric ORDER BY position;

-- The days of the law, and earlier ones that a place sets for itself and everything below it (catalog/deadlines.csv, data/deadlines.csv).
CREATE TABLE core.deadline AS
SELECT coalesce(nullif(force, ''), 'local') AS force, coalesce(region_code, '') AS region_code, coalesce(kind, '') AS kind,
       try_cast(year_from AS INTEGER) AS year_from, try_cast(year_to AS INTEGER) AS year_to,
       month::INTEGER AS month, day::INTEGER AS day, basis
FROM stage_deadline;

-- Cells of the forms before 2019 that stand in a column of the present ones (catalog/forms/crosswalk.csv), class A or B.
CREATE TABLE core.crosswalk AS
SELECT form, column_name, grade, row_key, parts::INTEGER AS parts FROM stage_crosswalk;

-- Residents by region and year, where data/population.csv says so.
CREATE TABLE core.population AS
SELECT region_code, try_cast(year AS INTEGER) AS year, try_cast(residents AS BIGINT) AS residents, source FROM stage_population;

-- core: standing verdicts on figures of the prose and what became of each (catalog/verdicts.py, etl/figure_verdicts.py):
-- applied, changed (the sentence stands but is read otherwise), stale (the sentence is gone), no report, unreadable.
CREATE TABLE core.figure_verdict AS
SELECT agency_id, try_cast(year AS INTEGER) AS year, scope, metric, period, try_cast(value AS DECIMAL(24, 6)) AS value, figure, sentence,
       try_cast("offset" AS INTEGER) AS "offset", verdict, try_cast(nullif(corrected_value, '') AS DECIMAL(24, 6)) AS corrected_value,
       reason, person, decided_at, fate AS status, nullif(report_id, '') AS report_id,
       CASE WHEN position <> '' THEN concat(report_id, '#', position) END AS figure_id
FROM given_figure_verdict ORDER BY ALL;

CREATE TEMP TABLE stage_figure_verdict AS
SELECT report_id, position::INTEGER AS position, figure_status, try_cast(nullif(corrected_value, '') AS DECIMAL(24, 6)) AS corrected_value,
       reason, person, decided_at
FROM given_figure_verdict WHERE fate = 'applied';

-- A count of the text about 10,000 times that of the year before or after, or of another sentence on the same thing: 万 where
-- it does not belong. The larger one is asked.
WITH yearly AS (
    SELECT f.report_id, r.agency_id, r.year, f.metric, max(f.value) AS value, arg_max(f.evidence, {'most': f.value, 'first': f.evidence}) AS evidence
    FROM usable_figure f JOIN checked_report r USING (report_id)
    WHERE NOT ends_with(f.metric, '_rate') AND f.metric <> 'fees_charged' AND f.part = '' GROUP BY ALL
), beside AS (  -- what an agency published and what stands on its website are of one size
    SELECT y.*, o.value AS other, o.evidence AS other_evidence FROM yearly y
    JOIN usable_figure o ON o.report_id = y.report_id AND o.metric IN ('proactive_items', 'website_items') AND o.part = ''
    WHERE y.metric IN ('proactive_items', 'website_items') AND o.value > 0 AND y.value / o.value BETWEEN 5000 AND 20000
), pair AS (
    SELECT y.*, o.value AS other, o.evidence AS other_evidence FROM yearly y
    JOIN yearly o ON o.agency_id = y.agency_id AND o.metric = y.metric AND abs(o.year - y.year) = 1
    WHERE o.value > 0 AND y.value > 0 AND (o.year < y.year OR y.value / o.value BETWEEN 5000 AND 20000)
    UNION ALL
    FROM beside
)
SELECT report_id, metric AS instance, value AS left_value, other AS right_value,
       CASE WHEN value / other BETWEEN 5000 AND 20000 THEN 'fail' ELSE 'pass' END AS result, '' AS reason,
       to_json([{'metric': metric, 'value': value::DOUBLE, 'printed': evidence},
                {'metric': metric, 'value': other::DOUBLE, 'printed': other_evidence}]) AS operands, placed('figure', pair.metric) AS said
FROM (FROM pair QUALIFY row_number() OVER (PARTITION BY report_id, metric ORDER BY value / other BETWEEN 5000 AND 20000 DESC, other, other_evidence) = 1) pair;

-- A share of online service whose sentence says which it is: items that can be done online, items done online from end to
-- end, or cases done online. A sentence that says none of them is ambiguous.
SELECT f.report_id, f.figure_id AS instance, f.value AS left_value,
       CASE WHEN f.evidence = '' THEN 'unknown'
            WHEN regexp_matches(f.evidence, '全程|全流程|不见面|可网|网上可|可在网上|网上办|网上申|在线|办件|一网通办') THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN f.evidence = '' THEN 'no sentence' ELSE '' END AS reason,
       to_json([{'metric': f.metric, 'value': f.value::DOUBLE, 'printed': f.evidence}]) AS operands
FROM usable_figure f JOIN checked_report USING (report_id) WHERE f.metric = 'online_rate';

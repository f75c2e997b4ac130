-- Results of the identities: what the cell by cell look gave, "not printed" where a report has none of the cells, and a pass
-- for every report in which the identity plainly holds.
INSERT INTO found BY NAME
SELECT i.rule, i.report_id, i.instance, i.result, i.left_value, i.right_value, i.operands, i.reason,
       placed(CASE WHEN starts_with(i.rule, 'T2') THEN 'disclosure' ELSE 'requests' END, i.instance) AS said
FROM identity_result i;

INSERT INTO found BY NAME
SELECT s.rule, s.report_id, '' AS instance, 'unknown' AS result, 'not printed' AS reason
FROM suspect s ANTI JOIN identity_result i ON i.report_id = s.report_id AND i.rule = s.rule;

INSERT INTO found BY NAME
SELECT p.rule, p.report_id, '' AS instance, 'pass' AS result, '' AS reason
FROM applicable p ANTI JOIN suspect s ON s.report_id = p.report_id AND s.rule = p.rule;

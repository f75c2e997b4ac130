-- A printed sub-total of organisations is the sum of the five kinds.
WITH subtotal AS (
    SELECT c.report_id, c.row_key, c.value, c.column_key FROM core.cell c
    WHERE c.table_name = 'requests' AND regexp_matches(c.column_key, '^local:(.*小计|legal_persons_subtotal$)')
), part AS (
    SELECT report_id, row_key, sum(value) AS known, count(value) AS numbers FROM core.cell
    WHERE table_name = 'requests' AND column_key IN ('commercial_enterprise', 'research_institution',
          'public_welfare_organisation', 'legal_service_provider', 'other_organisation')
    GROUP BY report_id, row_key
)
SELECT s.report_id, s.row_key AS instance, p.known AS left_value, s.value AS right_value,
       CASE WHEN s.value IS NULL OR p.numbers < 5 THEN 'unknown' WHEN p.known = s.value THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN s.value IS NULL OR p.numbers < 5 THEN 'not a number' ELSE '' END AS reason,
       [concat('requests_', replace(s.row_key, '.', '_'), '_', c) FOR c IN ['commercial_enterprise', 'research_institution',
          'public_welfare_organisation', 'legal_service_provider', 'other_organisation']] AS cells,
       placed('requests', s.row_key) AS said
FROM subtotal s JOIN checked_report USING (report_id)
LEFT JOIN part p ON p.report_id = s.report_id AND p.row_key = s.row_key;

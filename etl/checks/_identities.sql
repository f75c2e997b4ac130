-- The identities that do not plainly hold (temporary table `suspect`), cell by cell, three-valued (rules.md 0):
-- an operand that is no number makes the result unknown, unless what is known already exceeds the other side (fail), or
-- blanks are all that is unknown and the known addends equal the other side (pass: blank read as 0 is consistent).
CREATE OR REPLACE TEMP TABLE identity_result AS
WITH asked AS (
    SELECT s.report_id, t.rule, t.instance, t.side, t.sign, t.year_offset, t.table_name, t.row_key, t.column_key,
           t.group_key, t.is_group, t.signed, r.year,
           CASE WHEN t.year_offset = 0 THEN s.report_id ELSE r.previous_id END AS holder
    FROM suspect s JOIN checked_report r USING (report_id) JOIN identity_term t ON t.rule = s.rule AND t.form = r.known_form
), held AS (
    SELECT a.*, coalesce(c.state, 'absent') AS state, c.value, coalesce(c.printed, '') AS printed
    FROM asked a
    LEFT JOIN core.cell c ON c.report_id = a.holder AND c.table_name = a.table_name AND c.row_key = a.row_key
                         AND c.column_key = a.column_key
    -- a cell printed twice is read once
    QUALIFY row_number() OVER (PARTITION BY a.report_id, a.rule, a.instance, a.side, a.year_offset, a.table_name, a.row_key,
                                            a.column_key ORDER BY c.position) = 1
), counted AS (
    SELECT *,
           count_if(NOT is_group AND state <> 'absent') OVER (PARTITION BY report_id, rule, instance, group_key) AS parts_printed,
           count_if(is_group AND state <> 'absent') OVER (PARTITION BY report_id, rule, instance, group_key) AS group_printed
    FROM held
), operand AS (
    SELECT *, (side = 'left') = (sign > 0) AS is_first
    FROM counted
    WHERE group_key = ''
       OR (is_group AND parts_printed = 0 AND state <> 'absent')
       OR (NOT is_group AND NOT (parts_printed = 0 AND group_printed > 0))
), summed AS (
    SELECT report_id, rule, instance, any_value(signed) AS signed,
           coalesce(sum(sign * value) FILTER (side = 'left'), 0) AS left_value,
           coalesce(sum(sign * value) FILTER (side = 'right'), 0) AS right_value,
           coalesce(sum(value) FILTER (is_first), 0) AS first_known, coalesce(sum(value) FILTER (NOT is_first), 0) AS second_known,
           count_if(is_first AND value IS NULL) AS first_open, count_if(NOT is_first AND value IS NULL) AS second_open,
           count_if(value IS NULL) AS open, count_if(state = 'blank') AS blank, count_if(state = 'absent') AS absent, count(*) AS operands,
           count_if(holder IS NULL) AS without_year_before,
           string_agg(DISTINCT state, ', ' ORDER BY state) FILTER (value IS NULL) AS open_states,
           to_json(list({'side': side, 'sign': sign, 'year': year + year_offset, 'table': table_name, 'row': row_key,
                         'column': column_key, 'printed': printed, 'state': state, 'value': value::DOUBLE}
                        ORDER BY side, year_offset DESC, row_key, column_key)) AS operands_json
    FROM operand GROUP BY report_id, rule, instance
)
SELECT report_id, rule, instance,
       CASE WHEN open = 0 THEN CASE WHEN left_value = right_value THEN 'pass' ELSE 'fail' END
            WHEN NOT signed AND ((second_open = 0 AND first_known > second_known)
                                 OR (first_open = 0 AND second_known > first_known)) THEN 'fail'
            WHEN open = blank AND (first_open = 0 OR second_open = 0) AND first_known = second_known THEN 'pass'
            ELSE 'unknown' END AS result,
       CASE WHEN open = 0 THEN ''
            WHEN without_year_before > 0 THEN 'no report of the year before'
            WHEN NOT signed AND ((second_open = 0 AND first_known > second_known)
                                 OR (first_open = 0 AND second_known > first_known)) THEN 'the known addends already exceed the total'
            WHEN open = blank AND (first_open = 0 OR second_open = 0) AND first_known = second_known THEN 'blank read as 0 is consistent'
            ELSE 'not a number: ' || open_states END AS reason,
       left_value, right_value, operands_json AS operands
FROM summed
WHERE absent < operands;

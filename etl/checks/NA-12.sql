-- The report against the annual form of the government's website. No such form is loaded yet, so nothing can be held against it.
SELECT r.report_id, '' AS instance, w.stated_website_items AS left_value, 'unknown' AS result,
       'no annual form of the website is loaded' AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id) WHERE w.stated_website_items IS NOT NULL;

"""What does each number and each rule mean, how is it made, where is it used, and when must it not be compared?"""

from catalog.metrics import metrics
from catalog.rules import rules
from dashboard import blocks, choices, glossary, stacked
from dashboard.queries import reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "definitions")
with blocks.filter_row():
    sought = choices.words_sought(reader)
    metric = choices.metric(reader, "grant_rate", everything=True)
    rule = choices.rule(reader)
left, right = blocks.halves()
with left:
    blocks.section(say("one_metric"))
    blocks.raw_html(blocks.definition(metric, reader))
    if worked := glossary.worked(metric, reader):
        blocks.note(f"{say('worked')} {worked}")
with right:
    if rule:
        blocks.section(say("one_rule"))
        blocks.raw_html(glossary.rule_card(rules()[rule], reports.failures_of(rule, reader.which), reader))
        blocks.page_links(reader, ("oversight/quality",), rule=rule, level="EWI")
    ways = glossary.ways(metric, reader)
    if len(ways):
        blocks.section(say("ways"))
        blocks.raw_html(stacked.small_table(ways))
    blocks.section(say("used_on"))
    blocks.page_links(reader, blocks.scripts(glossary.used_on(metric)), metric=metric.key)
    if not rule:
        blocks.note(say("choose_rule"))

found = glossary.found_metrics(sought)
blocks.section(say("all_metrics", n=len(found)) if not sought else say("some_metrics", n=len(found), of=len(metrics())))
if found:
    shown = glossary.metric_table(reader, found)
    blocks.table(shown, "table_metrics", tall=520, pinned=2, title=say("metric"))
    blocks.take_away(reader, "metrics", shown, glossary.raw_metrics(found), dict)
fitting = glossary.found_rules(sought)
blocks.section(say("all_rules", n=len(fitting)) if not sought else say("some_rules", n=len(fitting), of=len(rules())))
blocks.note(say("rules_note"))
if fitting:
    shown = glossary.rule_table(reader, fitting)
    blocks.table(shown, "table_rules", tall=520, pinned=1)
    blocks.take_away(reader, "rules", shown, shown, dict)
if not found and not fitting:
    blocks.empty(say("nothing_found", words=sought), say("nothing_found_do"))

blocks.section(say("cannot_say"))
blocks.bullets(glossary.limits(reader))

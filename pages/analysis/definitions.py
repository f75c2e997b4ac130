"""What does each number mean, how is it made, and when must it not be compared?"""

from catalog.metrics import metrics
from dashboard import blocks, choices, glossary

reader = choices.reader()
say = reader.say
blocks.head(reader, "definitions")
with blocks.filter_row():
    metric = choices.metric(reader, "grant_rate", everything=True)
blocks.raw_html(blocks.definition(metric, reader))
blocks.page_links(reader, ("leadership/trends", "oversight/compare"), metric=metric.key)

blocks.section(say("all_metrics", n=len(metrics())))
shown = glossary.metric_table(reader)
blocks.table(shown, "table_metrics", tall=520)
blocks.take_away(reader, "metrics", shown, glossary.raw_metrics(), dict)

rules = glossary.rule_table(reader)
blocks.section(say("all_rules", n=len(rules)))
blocks.note(say("rules_note"))
blocks.table(rules, "table_rules", tall=520)
blocks.take_away(reader, "rules", rules, rules, dict)

blocks.section(say("cannot_say"))
blocks.bullets(glossary.limits(reader))

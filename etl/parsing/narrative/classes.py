"""Owns the telling of a count by class from a whole: 公开人事信息11条、通知公告10条、预决算13条 has no total in it."""

from __future__ import annotations

import re
from functools import cache

from catalog.narrative import lexicon, relations
from etl.parsing.narrative.grammar import FIGURES, expression
from etl.parsing.narrative.numbers import COUNT, either
from etl.parsing.narrative.skeleton import Skeleton

SIBLINGS = re.compile(
    rf"[、,;](?!其中|包括|含)(?P<second>[^,;、:{FIGURES}]{{2,24}})[{FIGURES}](?:\([^()]*\))?[、,;](?P<third>[^,;、:{FIGURES}]{{2,24}})(?P<figure>[{FIGURES}])"
)


def is_class_count(metric: str, bones: Skeleton, start: int, index: int) -> bool:
    """Whether the figure at `index`, claimed for a whole, is the first of three or more counts by class: what it
    counts is a named class, and two other classes with figures of their own follow."""
    if metric not in relations()["class_lists"]:
        return False
    verbs = list(_words()[0].finditer(bones.text, start, index))
    counted = bones.text[verbs[-1].end() if verbs else index : index]
    if _words()[1].fullmatch(counted):
        return False
    siblings = SIBLINGS.match(bones.text, index + 1)
    return (
        siblings is not None
        and bones.figures[siblings.start("figure")].kind == COUNT
        and not any(_words()[2].search(siblings[name]) for name in ("second", "third"))
    )


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Verbs of publication, what leaves the counted thing unspecific, and what begins another kind of figure."""
    channels = [word for group in lexicon()["channels"].values() for word in group]
    return (
        re.compile(expression("{publish}")),
        re.compile(expression("(?:{unspecific})*")),
        re.compile(either([*channels, *lexicon()["words"]["other_counts"]])),
    )

"""Owns the telling of one channel from several named together (通过政务网以及公众号公开132条)."""

from __future__ import annotations

import re
from functools import cache

from catalog.narrative import lexicon
from etl.parsing.narrative.context import BRACKETS
from etl.parsing.narrative.grammar import FIGURES, expression
from etl.parsing.narrative.numbers import either

FAMILY = {"website_items": "site", "wechat_items": "wechat", "weibo_items": "weibo"}  # metrics of one channel
BETWEEN = 24  # signs between two channels of a list
OPENS = FIGURES + ",;:|"


def is_of_several(metric: str, text: str, index: int) -> bool:
    """Whether a figure at `index` of a skeleton, claimed for one channel, is that of several: in its clause a channel
    is joined to one of another kind, and nothing is published between them."""
    if metric not in FAMILY:
        return False
    start = index
    while start > 0 and text[start - 1] not in OPENS:
        start -= 1
    stretch = BRACKETS.sub("", text[start:index])
    before = ""
    for match in _joined().finditer(stretch):
        if before and before != match.lastgroup and match["link"] is not None:
            return True
        before = match.lastgroup or ""
    return False


@cache
def _joined() -> re.Pattern[str]:
    """A channel by its kind, behind what joins it to the one before: `link` is the joining word and what follows it."""
    verb = expression("{publish}")
    link = rf"(?P<link>(?:平台|账号|号)?(?:、|和|与|以及|及(?!时))(?:(?!{verb})[^{OPENS}、]){{0,{BETWEEN}}}?)"
    kinds = "|".join(
        f"(?P<{kind}>{words})"
        for kind, words in (
            ("wechat", expression("{wechat}")),
            ("weibo", expression("{weibo}")),
            ("newmedia", expression("{newmedia}|{channel}")),
            (
                "side",
                f"{either(lexicon()['side_channels'])}|(?:中央|省级|市级|各级|各类|主流|新闻|传统)媒体|查阅室|查阅点",
            ),
            ("site", expression("{site}")),
        )
    )
    return re.compile(f"{link}?(?:{kinds})")

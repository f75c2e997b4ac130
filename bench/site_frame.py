"""Owns the frame of a government site around a report: what a saved page holds besides its article."""

from __future__ import annotations

import random
import re

from etl.documents.encoding import decode

BODY = re.compile(r"<body[^>]*>|</body>", re.IGNORECASE)
WORDS = (
    "首页",
    "政务公开",
    "政府信息公开",
    "互动交流",
    "办事服务",
    "走进本地",
    "数据发布",
    "政策解读",
    "通知公告",
    "领导之窗",
)


def framed(data: bytes, seed: int) -> bytes:
    """The page of a report in the frame of a site, 100 to 300 KB with it: style sheets, scripts, menus of links, lists
    of news beside the article and a foot. The same for the same seed."""
    decoded = decode(data)
    coding, source = decoded.encoding, decoded.text
    parts = BODY.split(source)
    head, article = (parts[0], parts[1]) if len(parts) > 1 else ("", source)
    rng = random.Random(seed)
    wanted = rng.randint(100_000, 300_000)
    style = "<style>" + "".join(f".m{n} li a{{color:#{n:06x};padding:{n % 9}px}}\n" for n in range(400)) + "</style>"
    menu = "".join(_menu(rng, number) for number in range(40))
    side = "<div class='side'><ul>" + "".join(_news(rng, number) for number in range(150)) + "</ul></div>"
    foot = "<div class='footer'><p>主办：本级人民政府办公室　网站标识码：0000000000</p></div>"
    page = f"{head}{style}<body><div class='top'>{menu}</div><div class='main'>{article}</div>{side}{foot}"
    missing = max(0, wanted - len(page.encode(coding, "replace")))
    script = "var shown = {};\n" + "".join(f"shown['k{n}'] = [{n}, {n % 7}];\n" for n in range(missing // 24))
    return f"{page}<script>{script}</script></body></html>".encode(coding, "replace")


def _menu(rng: random.Random, number: int) -> str:
    links = "".join(f"<li><a href='/c{number}/{at}.html'>{rng.choice(WORDS)}</a></li>" for at in range(12))
    return f"<div class='m{number}'><ul class='nav'>{links}</ul></div>"


def _news(rng: random.Random, number: int) -> str:
    day = f"2024-01-{number % 28 + 1:02d}"
    return f"<li><a href='/n/{number}.html'>{rng.choice(WORDS)}第{number}期</a><span>{day}</span></li>"

"""Owns what the foot of a page says of its site: its code, who runs it, where it is registered."""

from __future__ import annotations

import re

TAG = r"\s|&nbsp;|<[^<>]{0,300}>"
GAP = rf"(?:[:：]|{TAG}){{0,16}}+"  # between a label and its value
SITE_CODE = re.compile(rf"标识码{GAP}(\d{{10}})(?!\d)")
OWNER = re.compile(rf"主办(?:单位)?(?:{TAG}){{0,8}}+[:：]{GAP}([\u4e00-\u9fff]{{4,30}})")
POLICE = re.compile(rf"公(?:网安备|安备案号?){GAP}(\d{{6}})\d{{5}}")
LICENCE = re.compile(r"ICP[备证]")
SIGNS = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘陇青宁新"


def foot_metadata(source: str) -> dict[str, str]:
    """`site_code` (ten digits, the first six a division's), `site_owner`, `police_code` (the division whose police
    registered the site) and `licence` (the one character of its province), as far as the page prints them."""
    found: dict[str, str] = {}
    for key, pattern in (("site_code", SITE_CODE), ("site_owner", OWNER), ("police_code", POLICE)):
        if said := pattern.search(source):
            found[key] = said[1]
    licence = LICENCE.search(source)  # begins with letters, which are found many times faster than one of many signs
    if licence and source[licence.start() - 1] in SIGNS:
        found["licence"] = source[licence.start() - 1]
    return found

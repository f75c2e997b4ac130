"""Owns raised figures: the mark of a note beside a figure is written as a raised sign, so that 14 and its note 1 are
never 141."""

from __future__ import annotations

import re

RAISED = str.maketrans("0123456789()[]（）［］", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁽⁾⁽⁾")
MARK = re.compile(r"^\s*(?:[(\[（［]?\d{1,2}[)\]）］]?|[①-⑳*※])\s*$")


def raised(text: str) -> str:
    """A short raised number as raised signs; anything else as it is."""
    return text.strip().translate(RAISED) if MARK.match(text) else text

"""Keeps what was drawn last: the same table and words give the same figure, and many readers look at the same ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import plotly.graph_objects as go

from dashboard.charts.look import tinted
from dashboard.charts.narrow import narrowed
from dashboard.keeping import Kept, mark_of

MOST = 256
MARK = "_mark_kept"  # the attribute of a kept figure that says under which mark it lies
P = ParamSpec("P")
_drawn: Kept[go.Figure] = Kept(MOST)


def kept(draw: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """A drawing function whose last figures are kept by its arguments. A figure that it gives belongs to everybody: who
    wants to change it changes a copy."""

    @wraps(draw)
    def drawn(*args: P.args, **more: P.kwargs) -> go.Figure:
        named = sorted(more.items())
        return _remembered(mark_of(draw.__qualname__, args, named), lambda: draw(*args, **more))

    return drawn


def on_ground(figure: go.Figure, dark: bool, narrow: bool = False) -> go.Figure:
    """A copy of the figure tinted for the theme's ground and, where the screen is narrow, laid out for that; of a kept
    figure it is kept as well."""

    def made() -> go.Figure:
        return tinted(narrowed(go.Figure(figure), dark) if narrow else figure, dark)

    mark = getattr(figure, MARK, None)
    if mark is None:
        return made()
    return _remembered(mark + (b"dark" if dark else b"light") + b"narrow" * narrow, made)


def _remembered(mark: bytes, make: Callable[[], go.Figure]) -> go.Figure:
    """The figure kept under this mark, or the one that `make` gives, kept from now on."""

    def marked() -> go.Figure:
        figure = make()
        setattr(figure, MARK, mark)
        return figure

    return _drawn.get(mark, marked)

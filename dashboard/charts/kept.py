"""Keeps what was drawn last: the same table and words give the same figure, and many readers look at the same ones."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from threading import Lock
from typing import ParamSpec

import plotly.graph_objects as go

from dashboard.charts.look import tinted

MOST = 256
MARK = "_mark_kept"  # the attribute of a kept figure that says under which mark it lies
P = ParamSpec("P")
_drawn: OrderedDict[bytes, go.Figure] = OrderedDict()
_guard = Lock()


def kept(draw: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """A drawing function whose last figures are kept by its arguments. A figure that it gives belongs to everybody: who
    wants to change it changes a copy."""

    @wraps(draw)
    def drawn(*args: P.args, **more: P.kwargs) -> go.Figure:
        named = sorted(more.items())
        mark = blake2b(pickle.dumps((draw.__qualname__, args, named)), digest_size=16).digest()
        return _remembered(mark, lambda: draw(*args, **more))

    return drawn


def on_ground(figure: go.Figure, dark: bool) -> go.Figure:
    """A copy of the figure tinted for the theme's ground; of a kept figure it is kept as well."""
    mark = getattr(figure, MARK, None)
    if mark is None:
        return tinted(go.Figure(figure), dark)
    return _remembered(mark + (b"dark" if dark else b"light"), lambda: tinted(go.Figure(figure), dark))


def _remembered(mark: bytes, make: Callable[[], go.Figure]) -> go.Figure:
    """The figure kept under this mark, or the one that `make` gives, kept from now on."""
    with _guard:
        if (held := _drawn.get(mark)) is not None:
            _drawn.move_to_end(mark)
            return held
    figure = make()
    setattr(figure, MARK, mark)
    with _guard:
        _drawn[mark] = figure
        while len(_drawn) > MOST:
            _drawn.popitem(last=False)
    return figure

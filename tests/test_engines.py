"""Reports of every form, set by a typesetter or drawn as WPS does, come out as printed whatever their rules are."""

from __future__ import annotations

from random import Random

import pytest

from bench import draw_typst, draw_wps
from bench.engine_papers import sample
from bench.engines import Printed, outcome


@pytest.mark.parametrize("number", range(len(draw_typst.RULED)))
def test_reports_set_by_typst_are_exact_in_every_form_and_border(number: int) -> None:
    border, one = draw_typst.RULED[number], sample(31, number)
    data = draw_typst.draw_typst(one.paper, border, Random(number))
    kind, _, text = outcome(Printed(border, data, one))
    assert (kind, "differ" in text) == ("exact", False)


@pytest.mark.parametrize("number", range(len(draw_wps.RULED)))
def test_reports_drawn_as_wps_does_are_exact_in_every_form_and_border(number: int) -> None:
    border, one = draw_wps.RULED[number], sample(32, number)
    kind, _, text = outcome(Printed(border, draw_wps.draw_wps(one.paper, border, Random(number)), one))
    assert (kind, "differ" in text) == ("exact", False)

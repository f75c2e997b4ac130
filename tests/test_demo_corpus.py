"""Quirks combined freely: every cell comes back or the document is doubted; nothing wrong comes silently."""

from __future__ import annotations

import pytest

from bench.corpus import Outcome, make, measure
from etl.demo.draft import write_draft
from etl.demo.quirks import MEDIA

COUNT, SEED = 120, 11


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [measure(SEED, number, MEDIA, None) for number in range(COUNT)]


def test_no_wrong_value_comes_without_a_problem_line(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.silent] == []


def test_nearly_every_report_is_exact(outcomes: list[Outcome]) -> None:
    different = [(one.medium, sorted(one.quirks), one.example) for one in outcomes if one.different]
    assert len(different) <= 1, different


def test_the_corpus_mixes_media_and_many_quirks(outcomes: list[Outcome]) -> None:
    assert {one.medium for one in outcomes} == set(MEDIA)
    assert sum(len(one.quirks) for one in outcomes) / COUNT > 6
    assert len({quirk for one in outcomes for quirk in one.quirks}) > 70


def test_a_document_of_the_corpus_is_the_same_every_time() -> None:
    for number in range(8):
        assert write_draft(make(SEED, number, MEDIA)) == write_draft(make(SEED, number, MEDIA))

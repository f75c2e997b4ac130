"""Damaged documents: they give a report or a reason, in time, and never anything else."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import made, read
from bench.mutate import PLAIN, inside_streams, members, mutate
from bench.seeds import KEPT, seeds
from catalog.problems import kinds

FOUND = sorted((Path(__file__).parent / "fixtures" / "fuzz").iterdir())
SECONDS = 10


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_a_fuzz_run_found_is_refused_with_a_reason(path):
    start = time.monotonic()
    assert kinds()[read(path.name, path.read_bytes())].level == "rejected"
    assert time.monotonic() - start < SECONDS
    assert path.stat().st_size < 20_000


def test_every_seed_is_a_sound_document_of_its_medium():
    came = {name: read(name, data) for name, data in seeds()}
    assert len(came) >= 20
    assert {Path(name).suffix for name in came} >= {
        ".html", ".docx", ".pdf", ".txt", ".ofd", ".xlsx", ".rtf", ".mht", ".md", ".json", ".doc", ".xls", ".ods",
    }  # fmt: skip
    assert {name: what for name, what in came.items() if what != "report" and name not in KEPT} == {}
    assert not {"unreadable", "truncated", "unknown_medium"} & set(came.values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(seed=st.integers(0, 10**9), which=st.integers(0, 100), other=st.integers(0, 100))
def test_a_damaged_document_gives_a_report_or_a_reason(seed, which, other):
    (name, data), (_, piece) = seeds()[which % len(seeds())], seeds()[other % len(seeds())]
    what = read(name, mutate(Random(seed), data, piece))
    assert what == "report" or what.endswith(" members") or kinds()[what].level == "rejected"


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["a", "a.html", "a.txt", "a.csv", "a.md", "a.docx", "a.pdf", "a.json", "a.mht"]),
    head=st.sampled_from(
        [b"", b"<html>", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1 ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ),
    data=st.binary(max_size=2000),
)
def test_any_bytes_at_all_give_a_report_or_a_reason(name, head, data):
    what = read(name, head + data)
    assert what == "report" or what.endswith(" members") or kinds()[what].level == "rejected"


@pytest.mark.parametrize("mutation", [*PLAIN, members, inside_streams], ids=lambda mutation: mutation.__name__)
def test_each_damage_damages_and_is_the_same_for_the_same_seed(mutation):
    changed = 0
    for name, data in seeds():
        first, second = (mutation(Random(f"{name} {number}"), data, seeds()[3][1]) for number in (1, 1))
        assert first == second
        changed += first != data
    assert changed >= 10


def test_a_failure_can_be_made_again_from_its_seed_and_number():
    assert made(1, 5) == made(1, 5)
    assert made(1, 5) != made(2, 5)

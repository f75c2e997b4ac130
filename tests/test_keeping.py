"""What is kept between two runs: the things used last, up to a weight, made once however many ask."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.keeping import Kept, mark_of


def test_a_thing_is_made_once_and_the_longest_unused_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    made = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):  # c drives b out, which is made again
        assert kept.get(mark_of(name), lambda name=name: make(name)) == name
    assert made == ["a", "b", "c", "b"]


def test_things_together_weigh_no_more_than_allowed_and_one_alone_may() -> None:
    kept: Kept[str] = Kept(5, len)
    for text in ("aaa", "bb", "cccccccc"):
        kept.get(mark_of(text), lambda text=text: text)
    assert kept.get(mark_of("cccccccc"), lambda: "made anew") == "cccccccc"
    assert kept.get(mark_of("aaa"), lambda: "made anew") == "made anew"


def test_what_several_ask_for_at_once_is_made_once() -> None:
    kept: Kept[int] = Kept(9)
    made = []

    def make() -> int:
        time.sleep(0.05)
        made.append(threading.get_ident())
        return 7

    with ThreadPoolExecutor(8) as many:
        answers = [each.result() for each in [many.submit(kept.get, b"mark", make) for _ in range(8)]]
    assert answers == [7] * 8
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    kept: Kept[int] = Kept(9)

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        kept.get(b"mark", fail)
    assert kept.get(b"mark", lambda: 3) == 3

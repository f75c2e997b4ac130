"""Copies of the demonstration for measurements: each a document of its own that says the same."""

from __future__ import annotations

import hashlib

from bench.many import marked, write_many
from etl.batch.reading import read_bytes
from etl.demo import write_demo


def test_copies_have_their_own_hash_and_say_the_same(tmp_path):
    write_demo(tmp_path, districts={"990101"}, years={2022, 2023})
    paths = sorted((tmp_path / "documents").rglob("*.*"), key=lambda path: path.stat().st_size)
    for path in {path.suffix: path for path in reversed(paths)}.values():
        plain, first, second = path.read_bytes(), marked(path, 1), marked(path, 2)
        assert len({hashlib.sha256(data).hexdigest() for data in (plain, first, second)}) == 3
        reports = [read_bytes(data, path.name, "0" * 64) for data in (plain, first, second)]
        assert reports[0].cells == reports[1].cells == reports[2].cells != ()
    write_many(paths[:2], tmp_path / "many", 5)
    assert len([path for path in (tmp_path / "many").rglob("*") if path.is_file()]) == 5

"""Makes any number of documents out of the demonstration (演示数据): every copy a document of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from etl.demo import write_demo


def demonstration(folder: Path) -> list[Path]:
    """The demonstration documents, written below a folder, mixed in the order of their names."""
    write_demo(folder)
    return sorted((path for path in (folder / "documents").rglob("*") if path.is_file()), key=lambda path: path.name)


def marked(path: Path, number: int) -> bytes:
    """The bytes of a document with a mark that no reader sees, so that its hash is its own."""
    data, mark = path.read_bytes(), f"{number:08d}".encode()
    if path.suffix == ".html":
        return data + b"<!-- " + mark + b" -->"
    if path.suffix == ".pdf":
        return data + b"%" + mark + b"\n%%EOF\n"
    if path.suffix == ".docx":
        file = io.BytesIO(data)
        with zipfile.ZipFile(file, "a") as package:
            package.comment = mark
        return file.getvalue()
    return data + b"\n" * (number % 500 + 1)


def write_many(sources: list[Path], folder: Path, count: int) -> None:
    """`count` documents below a folder, a thousand in each of its folders."""
    for number, path in enumerate(_repeated(sources, count)):
        target = folder / f"{number // 1000:03d}" / f"{number:06d}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(marked(path, number))


def _repeated(sources: list[Path], count: int) -> Iterator[Path]:
    return islice(cycle(sources), count)

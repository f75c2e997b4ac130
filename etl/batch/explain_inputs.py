"""Owns which documents are explained: files, folders, archives, and one document of an archive by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from catalog.commands import tell
from etl.batch.discover import files, printable
from etl.batch.explain import Explanation, explain_parts, reason_of, show
from etl.batch.reading import WORD_NAMES
from etl.documents.archive import members
from etl.documents.sniff import sniff
from etl.errors import MingjingError, UnreadableDocument, writing
from etl.parsing.several import part_of


def explain_all(inputs: Sequence[Path], paper: Console, page: Path | None = None) -> None:
    """Print the explanation of every file of the inputs; `page` takes one file. Raises MingjingError for none, or for a
    page that cannot be written."""
    if page is not None and (len(inputs) > 1 or inputs[0].is_dir()):
        raise MingjingError(tell("page_one_file"))
    inside = [(one, held) for one in inputs if (held := member_of(one))]
    for _, (archive, member) in inside:
        explain_member(archive, member, paper, page)
    inputs = [one for one in inputs if one not in {named for named, _ in inside}]
    if inside and not inputs:
        return
    found = [one for one in files(inputs, leave_out=page or Path(), max_bytes=1 << 62) if one.problem is None]
    if not found:
        raise MingjingError(tell("no_file", paths=", ".join(map(str, inputs))))
    for one in found:
        explain_file(one.path, paper, page)


def explain_file(path: Path, paper: Console, page: Path | None = None) -> None:
    """Print the explanation of one file; with `page`, also write it as an HTML page with the document beside it."""
    data, label = path.read_bytes(), printable(path.name)
    if path.suffix.lower() not in WORD_NAMES and _is_archive(data, label):
        if page is not None:
            raise MingjingError(tell("page_one_file"))
        _explain_archive(data, label, paper)
        return
    _tell(explain_parts(data, label), data, paper, page)


def explain_member(path: Path, member: str, paper: Console, page: Path | None = None) -> None:
    """Print the explanation of one document inside an archive, or of the report that it holds by that name; the page as
    for a file. Raises MingjingError where the archive holds no such document."""
    label = printable(path.name)
    whole, _ = part_of(f"{label}!{member}")
    try:
        held = ((f"{label}!{name}", content) for name, content in members(path.read_bytes(), label, on_bad=_skip))
        name, content = next((name, content) for name, content in held if name == whole)
    except (StopIteration, UnreadableDocument) as error:
        raise MingjingError(tell("no_member", archive=label, member=member)) from error
    _tell(explain_parts(content, name), content, paper, page)


def _skip(name: str, error: UnreadableDocument) -> None:
    """A member that cannot be opened is none of those looked for."""


def member_of(path: Path) -> tuple[Path, str] | None:
    """The archive and the name behind its `!`, as problems.csv names a document of an archive: None for a path that
    names a file or folder itself."""
    if path.exists():
        return None
    parts = str(path).split("!")
    tried = ((Path("!".join(parts[:at])), "!".join(parts[at:])) for at in range(1, len(parts)))
    return next(((archive, name) for archive, name in tried if archive.is_file()), None)


def _tell(explanations: Sequence[Explanation], data: bytes, paper: Console, page: Path | None) -> None:
    """Print the explanations of one document; with `page`, also write them as a page."""
    for explanation in explanations:
        show(explanation, paper)
    if page is not None:
        from etl.batch.explain_page import as_page

        with writing(page):
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(as_page(explanations, data), encoding="utf-8")
        paper.print(tell("page_written", page=page), markup=False)


def _is_archive(data: bytes, label: str) -> bool:
    try:
        return sniff(data, label) == "zip"
    except UnreadableDocument:  # told when it is explained
        return False


def _explain_archive(data: bytes, label: str, paper: Console) -> None:
    """Print the explanation of every member of an archive, or why it is not unpacked."""
    try:
        for name, content in members(data, label):
            for explanation in explain_parts(content, f"{label}!{name}"):
                show(explanation, paper)
    except UnreadableDocument as error:
        show(Explanation(label, None, None, *reason_of(error)), paper)

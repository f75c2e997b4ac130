"""Owns what a worker does with one file: read it, write its report, say what came of it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from catalog.problems import kinds
from etl.agencies import load_registry
from etl.batch import hashed_package, parts, workers
from etl.batch.discover import why
from etl.batch.ledger import Outcome
from etl.documents.archive import members
from etl.documents.document import Document
from etl.documents.paged import pace
from etl.documents.sniff import read_document, sniff
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.parsing.several import label_of, part_of, reports_in
from etl.report import BadRecord, Report, Source, from_record, to_json
from etl.version import parser_version

SPOOL = ".unpacked"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
WORD_NAMES = (".docx", ".docm", ".doc", ".wps")  # a ZIP named so is a broken document, not an archive
SENTENCES = """某县水利局2023年政府信息公开工作年度报告
一、总体情况
2023年，县水利局主动公开政府信息12条。
三、收到和处理政府信息公开申请情况
| 信息内容 | 本年制发件数 |
| 规章 | 1 |
"""
SAMPLES = (SENTENCES.encode(), f"<html><body><p>{SENTENCES}</p></body></html>".encode(), b"%PDF-1.4\n", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read; `label` is its name for people, `folder` where reports go."""

    path: str
    label: str
    sha256: str
    folder: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive, or a file of several reports, was unpacked: the files that were in it, as (path, label); the members
    that could not be, and what is to be said of members that are read, as (label, problem code, detail)."""

    task: Task
    files: tuple[tuple[str, str], ...]
    bad: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A report could not be written: the fault of the folder, for which no document is to blame."""

    task: Task
    error: OSError


def prepare() -> Callable[[Task], Outcome | Unpacked | Unwritten]:
    """What a worker does before its first task: load the register, the catalogue and the usual readers, so that their
    time counts for no document."""
    load_registry()
    pace.listen(workers.go_on)
    for sample in SAMPLES:
        with suppress(UnreadableDocument):
            read_bytes(sample, "sample", "")
    return read_task


def read_task(task: Task) -> Outcome | Unpacked | Unwritten:
    """Read one file and write its report; returns what the ledger keeps."""
    try:
        data = Path(task.path).read_bytes()
        label, _ = part_of(task.label)
        if sniff(data, label) == "zip" and Path(label).suffix.lower() not in WORD_NAMES:
            return _unpack(task, data)
        report = _read(data, task)
        if isinstance(report, Unpacked):
            return report
    except UnreadableDocument as error:
        return _refused(task, error.code, error.detail)
    except OSError as error:  # it went away since it was found, or may not be read
        return Unwritten(task, error) if error.errno in NO_ROOM else _refused(task, "unreadable", why(error))
    name = report_name(report)
    try:
        write_whole(Path(task.folder) / name, to_json(report))
    except OSError as error:
        return Unwritten(task, error)
    return outcome_of(report, task, name)


def _refused(task: Task, code: str, detail: str) -> Outcome:
    return Outcome(task.label, task.sha256, parser_version(), problems=((code, kinds()[code].sentence(detail)),))


def read_bytes(data: bytes, label: str, sha256: str) -> Report:
    """One document's bytes as a report; raises UnreadableDocument with the reason where it is none."""
    if sniff(data, label) == "report_json":
        return parsed_before(data)
    return _report(read_document(data, label), label, sha256)


def _report(document: Document, label: str, sha256: str) -> Report:
    address = document.metadata.get("address")
    source = Source(file=label, sha256=sha256, medium=document.medium, address=address)
    return read_report(document, source, load_registry(), address)


def _read(data: bytes, task: Task) -> Report | Unpacked:
    """The report of a file; a file that holds several is unpacked into them, each known by its number."""
    label, number = part_of(task.label)
    if sniff(data, label) == "report_json":
        return parsed_before(data)
    spool = spool_of(replace(task, label=label))
    if number and (part := parts.kept(spool, number)):
        return _report(part, task.label, task.sha256)
    document = read_document(data, label)
    found = reports_in(document)
    if number == 0 and found:
        parts.keep(spool, found)
        labels = (label_of(label, at, part) for at, part in enumerate(found, 1))
        return Unpacked(task, tuple((task.path, one) for one in labels))
    return _report(found[number - 1].document if number else document, task.label, task.sha256)


def parsed_before(data: bytes) -> Report:
    """A report that is one already: checked against the contract, taken as it is."""
    try:
        return from_record(json.loads(data))
    except (BadRecord, ValueError, RecursionError) as error:
        raise UnreadableDocument("unreadable", f"不符合年报数据格式：{str(error)[:180]}") from error


def _unpack(task: Task, data: bytes) -> Unpacked:
    folder = spool_of(task)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[tuple[str, str]] = []
    bad: list[tuple[str, str, str]] = []

    def tell(name: str, error: UnreadableDocument) -> None:
        bad.append((f"{task.label}!{name}", error.code, error.detail))

    listed: list[hashed_package.Member] = []
    for number, (name, content) in enumerate(members(data, task.label, on_bad=tell)):
        path = folder / f"{number:05d}"
        path.write_bytes(content)
        files.append((str(path), f"{task.label}!{name}"))
        listed.append(_member(name, content))
    if not files and not bad:
        raise UnreadableDocument("no_report", "压缩包是空的")
    if not files and all(code == "password_protected" for _, code, _ in bad):
        raise UnreadableDocument("password_protected")
    return _as_package(Unpacked(task, tuple(files), tuple(bad)), hashed_package.judge(listed))


def _member(name: str, content: bytes) -> hashed_package.Member:
    """A member as the lists of its archive are held against it."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not hashed_package.may_be_list(name, len(content)):
        return hashed_package.Member(name, sha256)
    with suppress(UnreadableDocument):
        if sniff(content, name) == "report_json":
            return hashed_package.Member(name, sha256)
    said = tuple(hashed_package.claims(content.decode("utf-8", "replace")))
    return hashed_package.Member(name, sha256, is_data=True, claims=said)


def _as_package(unpacked: Unpacked, verdict: hashed_package.Verdict) -> Unpacked:
    """The archive without what only accompanies its documents, with what its lists of hashes say of these."""
    if not verdict.is_package:
        return unpacked
    label = unpacked.task.label
    left_out = {f"{label}!{name}" for name in verdict.companions}
    files = tuple(file for file in unpacked.files if file[1] not in left_out) or unpacked.files
    altered = [(f"{label}!{name}", "hash_differs", PurePosixPath(name).name) for name in verdict.altered]
    told = "、".join(PurePosixPath(name).name for name in verdict.companions[:5])
    notes = [(file, "package_companions", told) for _, file in files] if told else []
    absent = [(f"{label}!{name}", "truncated", "清单中有，压缩包里没有") for name in verdict.absent]
    return replace(unpacked, files=files, bad=(*unpacked.bad, *absent), remarks=(*altered, *notes))


def spool_of(task: Task) -> Path:
    """Where the members of an archive lie while they are read."""
    return Path(task.folder) / SPOOL / hashlib.sha256(f"{task.sha256}{task.label}".encode()).hexdigest()[:16]


def report_name(report: Report) -> str:
    """`<agency>-<year>-<hash8>.json`, safe as a file name everywhere."""
    agency = report.agency_id or "unresolved"
    agency = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in agency)
    return f"{agency[:80]}-{report.year or 'unknown'}-{report.source.sha256[:8]}.json"


def outcome_of(report: Report, task: Task, name: str) -> Outcome:
    """What the ledger keeps of a report."""
    return Outcome(
        file=task.label,
        sha256=task.sha256,
        parser_version=parser_version(),
        medium=report.source.medium,
        form=report.form,
        report=name,
        agency_id=report.agency_id,
        agency_printed=report.agency_printed,
        year=report.year,
        scope=report.scope,
        digest=content_digest(report),
        failing=sum(problem.code == "identities_fail" for problem in report.problems),
        problems=tuple((problem.code, problem.message) for problem in report.problems),
    )


def content_digest(report: Report) -> str:
    """What the report says, whatever medium it came in: its cells and figures, or its text where it has no cells.

    Begins with `c` where the report has cells, with `t` where it has only text."""
    said: list[str] = sorted(
        f"{cell.table}|{cell.row}|{cell.column}|{cell.state}|{cell.value if cell.value is not None else ''}"
        for cell in report.cells
    )
    said += sorted(f"{figure.metric}={figure.value}" for figure in report.figures)
    if not report.cells:
        said += ["".join(section.text.split()) for section in report.sections]
    return ("c" if report.cells else "t") + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def write_whole(path: Path, text: str | Iterable[str]) -> None:
    """Write a file, from one text or its parts, so that it is there whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines([text] if isinstance(text, str) else text)
    temporary.replace(path)

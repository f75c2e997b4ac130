"""Owns archives that list their members with hashes (source, Markdown and JSON of one report, as other products pack
them): which member is the document, and whether it is the one that was listed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

HASH = re.compile(r"(?:sha-?256[:-])?([0-9a-f]{64})", re.IGNORECASE)
SUM_LINE = re.compile(r"^([0-9a-fA-F]{64})\s+\*?(.+)$", re.MULTILINE)
SUMS = re.compile(r"(?i)(?:sha256sums?(?:\.txt)?|\.sha256)$")
OF_A_HASH = re.compile(r"(?i)[_-]?(?:sha-?256|hash|checksum|digest)$")
OF_A_NAME = re.compile(r"(?i)[_-]?(?:file[_-]?name|file[_-]?path|file|path|name)$")
LARGEST = 5_000_000  # bytes of a list; more is no list
DERIVED = (".md", ".markdown")
SOURCES = (".pdf", ".docx", ".doc", ".wps", ".ofd", ".html", ".htm", ".mht", ".mhtml", ".rtf", ".xlsx", ".xls")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name inside, its hash, and what it lists, as (name, SHA-256), where it is a list or
    other data that is no document."""

    name: str
    sha256: str
    is_data: bool = False
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lists of an archive say of it: members to leave out, members that differ from the list, names that the
    list has and the archive lacks. `is_package` where any member is listed."""

    is_package: bool
    companions: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def may_be_list(name: str, size: int) -> bool:
    """Whether a member may be a list of the archive's members."""
    return size <= LARGEST and (name.lower().endswith(".json") or SUMS.search(name) is not None)


def judge(members: Sequence[Member]) -> Verdict:
    """Hold the members of an archive against the hashes that its JSON and checksum files list."""
    claims = [claim for member in members for claim in member.claims]
    by_name = {member.name: member for member in members}
    altered, absent, listed = set[str](), set[str](), set[str]()
    for named, sha256 in claims:
        found = [name for name in by_name if name == named or name.endswith("/" + PurePosixPath(named).name)]
        found = found or [name for name in by_name if name == PurePosixPath(named).name]
        if not found:
            absent.add(named)
            continue
        listed.update(found)
        if all(by_name[name].sha256 != sha256.lower() for name in found):
            altered.update(found)
    if not listed:
        return Verdict(False)
    return Verdict(True, tuple(_companions(members)), tuple(sorted(altered)), tuple(sorted(absent)))


def _companions(members: Sequence[Member]) -> Iterator[str]:
    """Lists, data of another product, and texts derived from a source that lies in the same folder."""
    folders = {str(PurePosixPath(one.name).parent) for one in members if one.name.lower().endswith(SOURCES)}
    for member in members:
        is_derived = member.name.lower().endswith(DERIVED) and str(PurePosixPath(member.name).parent) in folders
        if member.is_data or is_derived:
            yield member.name


def claims(text: str) -> Iterator[tuple[str, str]]:
    """(name, SHA-256) of every file that a list names."""
    try:
        yield from _walk(json.loads(text))
    except (ValueError, RecursionError):
        yield from ((found[2].strip(), found[1]) for found in SUM_LINE.finditer(text))


def _walk(value: Any) -> Iterator[tuple[str, str]]:
    """The claims of a JSON value: {name: hash}, or an object with a name and a hash in two of its fields."""
    if isinstance(value, list):
        for one in value:
            yield from _walk(one)
    elif isinstance(value, dict):
        texts = {str(key): one for key, one in value.items() if isinstance(one, str)}
        hashes = {key: found[1] for key, one in texts.items() if (found := HASH.fullmatch(one.strip()))}
        names = {key: one for key, one in texts.items() if key not in hashes and _is_name(one)}
        for key, sha256 in hashes.items():
            if _is_name(key):
                yield key, sha256
                continue
            fits = [one for other, one in names.items() if OF_A_NAME.sub("", other) == OF_A_HASH.sub("", key)]
            fits = fits or (list(names.values()) if len(hashes) == len(names) == 1 else [])
            yield from ((one, sha256) for one in fits)
        for one in value.values():
            yield from _walk(one)


def _is_name(text: str) -> bool:
    """Whether a text is the name of a file within the archive: short, with an extension, no address."""
    return len(text) < 200 and "://" not in text and re.search(r"[^/\\]\.[A-Za-z0-9]{1,8}$", text) is not None

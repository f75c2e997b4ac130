"""Owns named views: addresses that somebody gave a name, for everybody or for one browser. Lines are only ever added
(data/views, outside the build); the last line about a view counts."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.verdicts import write_durably

ROOT = Path(__file__).resolve().parent.parent
SHARED = "shared"
OWNER = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[a-z_]{1,40}")
LONGEST, MOST = 80, 500  # characters of a name, views of one list
LEFT_OUT = ("lang",)  # a view opens in the language of whoever opens it


class NoView(ValueError):
    """A view lacks what makes it one; the message is a key of the texts."""


@dataclass(frozen=True, slots=True)
class View:
    """A name for a page with its choices."""

    key: str
    name: str
    page: str
    choices: dict[str, str]
    saved_at: str = ""


def folder() -> Path:
    """Where views lie: MINGJING_VIEWS, else data/views."""
    return Path(os.environ.get("MINGJING_VIEWS") or ROOT / "data" / "views")


def new_owner() -> str:
    """A random number that stands for one browser."""
    return secrets.token_hex(16)


def path(owner: str) -> Path:
    """The file of everybody's views, or of one browser's. Raises NoView on an owner that is none."""
    if owner == SHARED:
        return folder() / "shared.jsonl"
    if not OWNER.fullmatch(owner):
        raise NoView("view_no_owner")
    return folder() / "private" / f"{owner}.jsonl"


def pages() -> dict[str, str]:
    """The pages that a view may name, and where their scripts are."""
    return {one.stem: one.relative_to(ROOT).as_posix() for one in sorted((ROOT / "pages").glob("*/*.py"))}


def checked(name: object, page: object, choices: object) -> tuple[str, str, dict[str, str]]:
    """The parts of a view if they are sound; raises NoView."""
    words = " ".join(str(name or "").split())
    if not words or len(words) > LONGEST:
        raise NoView("view_no_name")
    if page not in pages():
        raise NoView("view_no_page")
    if not isinstance(choices, Mapping):
        raise NoView("view_no_choices")
    kept = {str(key): str(value) for key, value in choices.items() if key not in LEFT_OUT}
    if any(not NAME.fullmatch(key) or len(value) > 2_000 for key, value in kept.items()):
        raise NoView("view_no_choices")
    return words, str(page), kept


def _append(owner: str, line: Mapping[str, Any]) -> None:
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    write_durably(path(owner), json.dumps({"at": moment} | dict(line), ensure_ascii=False) + "\n")


def save(owner: str, name: object, page: object, choices: object) -> View:
    """Keep a view. Raises NoView."""
    words, known, kept = checked(name, page, choices)
    if len(standing(owner)) >= MOST:
        raise NoView("view_too_many")
    view = View(secrets.token_hex(8), words, known, kept)
    _append(owner, {"do": "save"} | asdict(view))
    return view


def rename(owner: str, key: str, name: object) -> None:
    """Give a view another name. Raises NoView."""
    held = {view.key: view for view in standing(owner)}
    if key not in held:
        raise NoView("view_gone")
    words, _, _ = checked(name, held[key].page, held[key].choices)
    _append(owner, {"do": "rename", "key": key, "name": words})


def remove(owner: str, key: str) -> None:
    """Take a view off the list; its lines stay in the file."""
    _append(owner, {"do": "remove", "key": key})


def standing(owner: str) -> list[View]:
    """The views of a list as they stand, the newest first; a line that cannot be read is passed over."""
    file, held = path(owner), dict[str, View]()
    for text in file.read_text(encoding="utf-8").split("\n") if file.exists() else ():
        try:
            line = json.loads(text)
            key, done = str(line["key"]), line["do"]
            if done == "save":
                held[key] = View(key, *checked(line["name"], line["page"], line["choices"]), str(line.get("at", "")))
            elif done == "rename" and key in held:
                old = held[key]
                held[key] = View(key, str(line["name"]), old.page, old.choices, old.saved_at)
            elif done == "remove":
                held.pop(key, None)
        except (ValueError, KeyError, TypeError):
            continue
    return list(reversed(held.values()))


def to_json(views: list[View]) -> bytes:
    """Views as a file for another server: a list of name, page, choices."""
    kept = [{"name": view.name, "page": view.page, "choices": view.choices} for view in views]
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def take_in(owner: str, data: bytes) -> tuple[int, int]:
    """Add the views of such a file to a list; how many were taken, how many were not (unsound, or already there).
    Raises NoView where the file is no list of views."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise NoView("view_no_file") from error
    if not isinstance(found, list):
        raise NoView("view_no_file")
    held, taken = {(view.name, view.page, *sorted(view.choices.items())) for view in standing(owner)}, 0
    for one in found:
        try:
            name, page, choices = checked(one["name"], one["page"], one["choices"])
            if (name, page, *sorted(choices.items())) not in held:
                save(owner, name, page, choices)
                taken += 1
        except (NoView, KeyError, TypeError):
            continue
    return taken, len(found) - taken

"""The directions between the rooms and the shape of the pages, held by reading the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("app", "pages", "dashboard", "catalog", "etl")
MAY_IMPORT = {
    "catalog": {"catalog"},
    "etl": {"etl", "catalog"},
    "dashboard": {"dashboard", "catalog"},
    "pages": {"dashboard", "catalog"},
}
PAGES = sorted((ROOT / "pages").rglob("*.py"))
SHOWS = {
    *(
        "filters.py",
        "warehouse.py",
        "frame.py",
        "blocks",
        "cards.py",
        "serve.py",
        "front.py",
        "desk.py",
        "docket.py",
        "shelf.py",
    ),
    *("views.py", "comparing/saving.py"),
}


def imports(path: Path) -> set[str]:
    """The first part of the name of every module that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", list(MAY_IMPORT))
def test_no_room_imports_against_its_direction(room: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path) & set(OURS) - MAY_IMPORT[room]
    }
    assert wrong == set()


def test_the_etl_never_imports_what_draws() -> None:
    wrong = {path.name for path in (ROOT / "etl").rglob("*.py") if imports(path) & {"streamlit", "plotly"}}
    assert wrong == set()


def test_streamlit_appears_in_the_dashboard_only_where_something_is_shown() -> None:
    room = ROOT / "dashboard"
    found = {path.relative_to(room).as_posix() for path in room.rglob("*.py") if "streamlit" in imports(path)}
    assert {name for name in found if name.split("/")[0] not in SHOWS} <= SHOWS


def test_duckdb_is_opened_only_behind_the_door() -> None:
    found = {path.name for path in (ROOT / "dashboard").rglob("*.py") if "duckdb" in imports(path)}
    assert found == {"warehouse.py", "sandbox.py", "export.py"}


def test_there_are_pages_and_none_lies_directly_in_the_folder() -> None:
    assert len(PAGES) == 18
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_asks_no_sql(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 75
    assert text.startswith('"""')
    assert imports(page) <= {"dashboard", "catalog"}
    assert not re.search(r"\bselect\b|\bfrom mart\b|\.merge\(|\.pivot\(|\.fillna\(", text, re.IGNORECASE)


def test_a_missing_number_is_never_filled_with_zero() -> None:
    wrong = [
        f"{path.name}:{number}"
        for path in [*(ROOT / "dashboard").rglob("*.py"), *PAGES]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"fillna\(\s*0|coalesce\((?!sum\(failed_e\)|y\.form|n is|d is|\()[^)]*,\s*0\)", line)
    ]
    assert wrong == []

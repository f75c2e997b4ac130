"""Shared by all tests: where the real documents lie, and no quiet skipping where the whole suite is asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; skips with a clear line where it is absent."""
    if not (SHARED / "real").is_dir():
        pytest.skip("the real documents are not beside this checkout (../shared)")
    return SHARED


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """In CI a skipped browser or real-document test is a failed one."""
    outcome = yield
    report = outcome.get_result()
    guarded = item.get_closest_marker("browser") or item.get_closest_marker("real")
    if os.environ.get("CI") and report.skipped and guarded:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {report.longrepr}"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line in English."""
    monkeypatch.setenv("MINGJING_LANG", "en")

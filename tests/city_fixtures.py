"""The small city as fixtures, for the tests of the application (used as a pytest plugin)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import city as city_of_facts


@pytest.fixture(scope="session")
def city_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of builds of the small city."""
    return city_of_facts.build(tmp_path_factory.mktemp("city"))


@pytest.fixture
def city(city_builds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small city as the build that the application opens."""
    monkeypatch.setenv("MINGJING_BUILDS", str(city_builds))
    monkeypatch.setenv("MINGJING_VERDICTS", str(tmp_path / "verdicts"))
    return city_builds


@pytest.fixture
def city_home(city_builds: Path) -> Path:
    """The folder of the small city: its registry, reports and builds."""
    return city_builds.parent

"""No mapping of a YAML file says the same key twice: the loader would silently keep the last one alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(
    path for folder in ("catalog", "data", "etl", "tests", "dashboard") for path in (ROOT / folder).rglob("*.yml")
)
MERGE = "<<"


def doubled(node: yaml.Node) -> Iterator[str]:
    """The keys that a mapping, or one inside it, says twice, each with its line."""
    if isinstance(node, yaml.MappingNode):
        counts = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        yield from (
            f"line {key.start_mark.line + 1}: {key.value}"
            for key, _ in node.value
            if key.value != MERGE and counts[key.value] > 1
        )
        for _, value in node.value:
            yield from doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from doubled(value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_key_is_said_twice(path: Path) -> None:
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert list(doubled(node)) == []


def test_a_doubled_key_is_found() -> None:
    assert list(doubled(yaml.compose("a: 1\nb:\n  - {c: 1, c: 2}\n"))) == ["line 3: c", "line 3: c"]

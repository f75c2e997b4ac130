"""Measures repair candidates by mutation: one cell of a sound report is changed; is it found, and found alone?

./dev run python -m bench.repairs [--count MUTATIONS]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from decimal import Decimal
from pathlib import Path

from etl.rules.repairs import Place, candidates

REAL = Path(__file__).parent.parent / "data" / "real"
SOUND = ("321300-government-2024", "330100-government-2025", "310000-government_office-2025", "321300-government-2023")


def sound_reports() -> list[dict[Place, Decimal]]:
    """Tables three and four of real reports in which every identity holds."""
    found = []
    for path in sorted(REAL.glob("*.json")):
        if path.name.startswith(SOUND):
            cells = json.loads(path.read_text(encoding="utf-8"), parse_int=Decimal)["cells"]
            numbers = [cell for cell in cells if cell["table"] in ("requests", "cases") and cell["state"] == "number"]
            found.append({(cell["table"], cell["row"], cell["column"]): cell["value"] for cell in numbers})
    return found


def corrupted(value: Decimal, chance: random.Random) -> Decimal:
    """A misreading: a digit lost, doubled, changed or swapped, a value off by a little, or a zero for it."""
    digits = str(value)
    spot = chance.randrange(len(digits))
    forms = [
        digits[:spot] + digits[spot + 1 :] or "0",
        digits[: spot + 1] + digits[spot:],
        digits[:spot] + str(chance.randrange(10)) + digits[spot + 1 :],
        digits[::-1],
        str(int(value) + chance.choice([-2, -1, 1, 2, 3])),
        "0",
    ]
    return max(Decimal(chance.choice(forms)), Decimal(0))


def measure(mutations: int, seed: int = 7) -> tuple[int, int, int]:
    """(detected, true cell among the candidates, true cell the only candidate) of so many real changes."""
    chance, reports = random.Random(seed), sound_reports()
    detected = among = alone = done = 0
    while done < mutations:
        report = chance.choice(reports)
        key = chance.choice(list(report))
        value = corrupted(report[key], chance)
        if value == report[key]:
            continue
        done += 1
        found = candidates(report | {key: value}, "2021")
        detected += bool(found)
        named = {edit.place for candidate in found for edit in candidate.edits}
        right = any(
            len(one.edits) == 1 and one.edits[0].place == key and one.edits[0].after == report[key] for one in found
        )
        among += right
        alone += right and len(named) == 1
    return detected, among, alone


def main() -> None:
    words = argparse.ArgumentParser(prog="bench.repairs")
    words.add_argument("--count", type=int, default=10_000, metavar="MUTATIONS")
    mutations: int = words.parse_args().count
    started = time.perf_counter()
    detected, among, alone = measure(mutations)
    seconds = time.perf_counter() - started
    print(f"{mutations} mutations, {detected} detected ({seconds / mutations * 1000:.2f} ms each)")
    print(f"true cell among the candidates {among / detected:.2%}, alone {alone / detected:.2%}")


if __name__ == "__main__":
    main()

"""The one command: says what it can do, and its locks hold names, versions and hashes only."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "dev", *words], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_without_words_it_says_what_it_can_do():
    said = dev().stderr
    assert all(f"./dev {verb}" in said for verb in ("demo", "build", "serve", "test", "check", "run"))


def test_an_unknown_verb_is_named_with_the_known_ones():
    done = dev("dance")
    assert done.returncode == 1
    assert "no verb 'dance'" in done.stderr
    assert "demo" in done.stderr


def test_locks_pin_every_package_by_hash_and_carry_no_address():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {"runtime.txt", "dev.txt", "tools.txt"} <= {lock.name for lock in locks}
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text
        names = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[^]]*\])?==[^ ]+", text, flags=re.M)
        assert names
        assert text.count("--hash=sha256:") >= len(names)


def test_the_runtime_lock_is_part_of_the_development_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==[^ ]+", (ROOT / "requirements" / name).read_text(), flags=re.M))

    assert pins("runtime.txt") <= pins("dev.txt")

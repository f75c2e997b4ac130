"""The one command: says what it can do, and its locks hold names, versions and hashes only."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "dev", *words], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_without_words_it_says_what_it_can_do():
    done = dev()
    assert done.returncode == 2
    assert all(f"./dev {verb}" in done.stderr for verb in ("demo", "build", "serve", "test", "check", "run"))


def test_asked_for_help_it_helps_in_both_languages_and_that_is_no_error():
    done = dev("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "生成演示数据" in done.stdout
    assert "demonstration data" in done.stdout


def test_an_unknown_verb_is_named_with_the_known_ones():
    done = dev("dance")
    assert done.returncode == 2
    assert "no verb 'dance'" in done.stderr
    assert "没有 'dance' 这个命令" in done.stderr
    assert "demo" in done.stderr


def test_packages_are_fetched_the_way_that_pip_is_told_to_go(monkeypatch):
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    module = module_from_spec(spec_from_loader("dev", loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    told = module.settings_in(
        "global.cert='/far.pem'\n:env:.index-url='https://mirror.example/simple'\n"
        "install.cert='/near.pem'\nglobal.index-url='https://far.example/simple'\nglobal.proxy='http://gate:3128'\n"
    )
    for name in ("SSL_CERT_FILE", "UV_DEFAULT_INDEX", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    env = module.installing(told)
    assert env["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert env["SSL_CERT_FILE"] == "/near.pem"
    assert env["HTTPS_PROXY"] == "http://gate:3128"
    monkeypatch.setenv("SSL_CERT_FILE", "/own.pem")
    assert module.installing(told)["SSL_CERT_FILE"] == "/own.pem"


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

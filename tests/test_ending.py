"""How verbs end: one sentence in the reader's language and an exit code, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from catalog.commands import commands
from etl import ending
from etl.__main__ import app
from tests.test_sources import TITLE, page

ROOT = Path(__file__).resolve().parent.parent


def ended(monkeypatch: pytest.MonkeyPatch, *words: object) -> tuple[int, str]:
    """The exit code of the verb and what it says on standard error."""
    screen = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(sys, "argv", ["etl", *map(str, words)])
    return ending.run(app, screen), screen.file.getvalue()  # type: ignore[attr-defined]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a file, an empty folder and a document."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "年报.html").write_text(page(TITLE), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("dance",), "没有命令 dance。有：demo, parse", "There is no verb dance. There are: demo, parse"),
        (("parse",), "缺少 INPUTS：文件、文件夹", "INPUTS is missing: Files, folders"),
        (
            ("parse", "{file}", "--outt", "x"),
            "没有选项 --outt。是不是 --out",
            "There is no option --outt. Did you mean --out",
        ),
        (("parse", "{file}", "--jobs", "many"), "--jobs 的值不对：", "--jobs has a wrong value: "),
        (
            ("parse", "{none}", "--out", "{empty}"),
            "没有这个文件或文件夹：{none}",
            "There is no such file or folder: {none}",
        ),
        (("parse", "{file}"), "请指定写到哪个文件夹", "Name the folder to write to"),
        (("coverage", "{file}"), "不是文件夹：{file}", "This is not a folder: {file}"),
        (("coverage", "{empty}", "--expected", "{none}"), "没有这个文件或文件夹", "There is no such file"),
        (
            ("build", "{empty}", "--out", "{empty}/b"),
            "{empty} 里没有读出的年报",
            "There is no parsed report in {empty}",
        ),
        (
            ("build", "{empty}", "--out", "{file}"),
            "不能写入 {file}（它是一个文件）",
            "Cannot write to {file} (it is a file)",
        ),
        (
            ("build", "{empty}", "--out", "{empty}/b", "--as-of", "2024-13-45"),
            "--as-of 要写成 年-月-日 的日期，如 2024-03-31，不是“2024-13-45”。",
            "--as-of takes a day written YYYY-MM-DD, such as 2024-03-31, not '2024-13-45'.",
        ),
        (("build", "{empty}", "--out", "/proc/x"), "不能写入 /proc/x", "Cannot write to /proc/x"),
        (("demo", "--out", "{file}"), "不能写入 {file}", "Cannot write to {file}"),
        (("check", "{empty}"), "{empty} 里没有数据版本", "There is no build in {empty}"),
        (("check", "{file}"), "{file} 不是明镜的数据版本", "{file} is no build of 明镜"),
        (("check", "{file}", "--fail-on", "Q"), "没有 Q", "not Q"),
        (("diff", "{file}", "{file}"), "{file} 不是明镜的数据版本", "{file} is no build of 明镜"),
        (("selfcheck", "{empty}"), "这是文件夹，请指定一个文件", "This is a folder, name one file"),
        (
            ("selfcheck", "{page}", "--docx", "/proc/x/list.docx"),
            "不能写入 /proc/x/list.docx",
            "Cannot write to /proc/x",
        ),
        (("selfcheck", "{page}", "--language", "fr"), "没有 fr", "not fr"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    words: tuple[str, ...], zh: str, en: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {name: str(here / name) for name in ("file", "empty", "none")} | {"page": str(here / "年报.html")}
    for language, told in ("zh", zh), ("en", en):
        monkeypatch.setenv("MINGJING_LANG", language)
        ending.take_language(())
        # arguments keep the words that they had when the verbs were made: those are compared in Chinese only
        if language == "en" and words == ("parse",):
            told = "INPUTS is missing"
        code, said = ended(monkeypatch, *(word.format(**places) for word in words))
        assert (code, told.format(**places) in said) == (2, True), said
        assert "Traceback" not in said


def test_the_words_before_the_verb_choose_the_language(here: Path) -> None:
    command = [sys.executable, "-m", "etl"]
    for more, told in ([], "读文件"), (["--lang", "en"], "Read documents"), (["--lang=en"], "Read documents"):
        done = subprocess.run(
            [*command, *more, "parse", "--help"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60
        )
        assert done.returncode == 0 and told in done.stdout, done.stderr


def test_an_empty_file_is_explained_like_any_other(here: Path) -> None:
    (here / "空.pdf").write_bytes(b"")
    command = [sys.executable, "-m", "etl", "parse", "--explain", str(here / "空.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0 and "文件是空的 → 重新下载" in done.stdout


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C goes to a group of processes")
def test_a_run_that_the_reader_stops_says_how_to_go_on_and_shows_no_traceback(here: Path) -> None:
    inbox, out = here / "in", here / "out"
    inbox.mkdir()
    for number in range(3000):
        text = page(f"沭阳县民政局{2008 + number % 16}年政府信息公开工作年度报告").replace(
            "</body>", f"{number}</body>"
        )
        (inbox / f"{number}.html").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "etl", "parse", str(inbox), "--out", str(out), "--progress-lines", "--jobs", "2"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may start the suite deaf to Ctrl-C
    ) as child:
        assert child.stdout is not None
        json.loads(child.stdout.readline())
        os.killpg(child.pid, signal.SIGINT)
        _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "用同样的命令再运行就接着做" in said
    assert "Traceback" not in said


def test_every_word_of_the_command_line_is_there_in_both_languages_and_in_use() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for room in ("etl", "dashboard") for path in (ROOT / room).rglob("*.py")
    )
    asked = set(re.findall(r"""\btell\(\s*["'](\w+)["']""", sources))
    assert asked - set(commands()) == set()
    # keys that are put together from a name: tally_exact, result_pass, explain_year, state_blank; columns by name
    named = re.compile("(tally|result|explain|state|diff|lapsed)_")
    listed = {key for key in commands() if not named.match(key) and not re.search(f"""["']{key}["']""", sources)}
    assert listed == set()
    for key, words in commands().items():
        assert set(words) == {"zh", "en"} and all(words.values()), key
        places = [sorted(re.findall(r"\{(\w*)(?:!r)?\}", text)) for text in words.values()]
        assert places[0] == places[1], key

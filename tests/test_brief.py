"""The brief for leadership: what it says, in PDF and Word, the same bytes for the same build and choices."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from dashboard import views
from dashboard.takeaway import Offer

pytest_plugins = ["tests.city_fixtures"]
ROOT = Path(__file__).resolve().parent.parent
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = (
    "2023年政府信息公开年报简报",
    "2023年，6家单位共收到政府信息公开申请410件",
    "实质公开率为55.4%（227÷410）",
    "应有年报6份，收录6份，其中逾期1份；未见0份",
    "申请多少不说明工作好坏",
    "演示数据",
    "分子之和÷分母之和，只用两者都有数的报告",
    "政府汇总报告已含部门数字，不与部门报告相加",
    "①2021年·全国·启用2021年格式。依据：国办公开办函〔2021〕30号",
    "乙区公安局",
    "T4-01",
    "引用：明镜",
)


def brief(language: str = "zh", **choices: str) -> Offer:
    found = views.offers("brief", language, {"data": "demo", **choices})
    return views.pick(found, "brief", "pdf")


def pdf_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def bare(text: str) -> str:
    """The text without spaces, which type setting may add or drop."""
    return re.sub(r"\s", "", text)


def test_the_pdf_says_the_sentences_with_their_figures_on_two_to_four_pages(city: Path) -> None:
    pages = pdf_pages(brief(year="2023").make("pdf"))
    assert 2 <= len(pages) <= 4
    text = bare("".join(pages))
    assert [said for said in SAID if bare(said) not in text] == []
    assert all("截至" in page and "收录30/32份" in bare(page) for page in pages)
    assert all("演示数据" in page for page in pages)


def test_the_tables_of_the_pdf_hold_the_figures_of_the_page(city: Path) -> None:
    text = bare("".join(pdf_pages(brief(year="2023").make("pdf"))))
    # 甲区: 32+104+20 granted wholly or partly of 52+200+44; 乙区: 3+36+32 of 6+60+48; the intervals 47.0–58.3 and
    # 53.1–70.6 overlap, so that either may be first
    assert bare("甲区 2 1–2 52.7 156 296 3/3") in text
    assert bare("乙区 1 1–2 62.3 71 114 3/3") in text


def test_the_charts_of_the_pdf_are_drawn_not_blank(city: Path) -> None:
    document = pypdfium2.PdfDocument(brief(year="2023").make("pdf"))
    colours = set()
    for page in document:
        image = page.render(scale=0.7).to_pil().convert("RGB")
        colours |= {colour for _, colour in image.getcolors(maxcolors=1 << 20) or ()}
    assert {(0, 114, 178), (213, 94, 0), (230, 159, 0)} <= colours  # granted, refused, not available


def test_the_word_document_is_well_formed_and_says_the_same(city: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(brief(year="2023").make("docx")))
    assert archive.testzip() is None
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(archive.read(name))
    root = ElementTree.fromstring(archive.read("word/document.xml"))
    text = bare("".join(element.text or "" for element in root.iter(f"{WORD}t")))
    assert [said for said in SAID if bare(said) not in text] == []
    wanted = set(re.findall(r'Target="(media/[^"]+)"', archive.read("word/_rels/document.xml.rels").decode()))
    assert {f"word/{name}" for name in wanted} <= set(archive.namelist())
    assert len(wanted) == 3
    styles = set(re.findall(r'w:styleId="(\w+)"', archive.read("word/styles.xml").decode()))
    assert set(re.findall(r'<w:pStyle w:val="(\w+)"', archive.read("word/document.xml").decode())) <= styles


def test_the_same_build_and_choices_give_the_same_bytes_in_another_process(city: Path, tmp_path: Path) -> None:
    offer = brief(year="2022")
    out = tmp_path / "brief.pdf"
    command = [sys.executable, "-m", "etl", "export", "--view", "brief", "--format", "pdf", "--out", str(out)]
    done = subprocess.run([*command, "data=demo", "year=2022"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_bytes() == offer.make("pdf")
    assert offer.make("docx") == brief(year="2022").make("docx")


@pytest.mark.parametrize("choices", [{"year": "2020"}, {"region": "998802", "year": "2021"}, {"who": "government"}])
def test_a_brief_on_little_data_is_short_and_whole(city: Path, choices: dict[str, str]) -> None:
    pages = pdf_pages(brief(**choices).make("pdf"))
    assert 1 <= len(pages) <= 4
    assert "引用：明镜" in "".join(pages)
    assert "nan" not in bare("".join(pages)).lower().replace("finance", "")


def test_the_brief_speaks_english(city: Path) -> None:
    text = bare("".join(pdf_pages(brief("en", year="2023").make("pdf"))))
    for said in ("Disclosure reports of 2023: brief", "6 agencies received 410 requests", "What not to conclude"):
        assert bare(said) in text
    assert "DEMONSTRATIONDATA" in text

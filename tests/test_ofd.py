"""The OFD reader: facts drawn as OFD come back exactly, and unsafe or broken containers are named."""

from __future__ import annotations

import io
import random
import zipfile

import pypdfium2 as pdfium
import pytest
from PIL import Image

from bench.draw_ofd import SPACE, OfdWriter
from bench.draw_pdf import draw_report
from bench.pdf_layout import Layout
from bench.pdf_layouts import differences
from bench.statutory_form import three_tables
from catalog.problems import kinds
from etl.documents.paged import ocr
from etl.documents.paged.ofd import read_ofd
from etl.documents.paged.ofd_page import numbers, steps, subpaths
from etl.documents.paged.ofd_pictures import pasted
from etl.documents.paged.package import Package
from etl.errors import UnreadableDocument
from tests.sheets import Sheet

SENTENCE = "本报告根据条例编制，全文由六个部分组成，数据统计期限为一年。"


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return out.getvalue()


def ofd(objects: str, document: str = "", **more: str) -> bytes:
    """A one-page OFD with these objects."""
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>年报</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": document
            or f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{objects}</ofd:Layer>"
            "</ofd:Content></ofd:Page>",
            **more,
        }
    )


def text(words: str, x: float, y: float, extra: str = "", delta: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="4" {delta}>{words}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {extra}>{code}</ofd:TextObject>'


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_ofd(data)
    return caught.value.code


@pytest.mark.parametrize("border", ["solid", "rects"])
@pytest.mark.parametrize("cut", ["between", "inside"])
def test_facts_drawn_as_ofd_come_back_exactly(border: str, cut: str) -> None:
    layout = Layout(border=border, cut=cut, start=120, zero="-", largest=90000, shade=True, open_end=cut == "inside")
    tables = three_tables(11, layout.zero, layout.largest)
    document = read_ofd(draw_report(layout, tables, OfdWriter))
    assert differences(document, tables) == []
    assert document.medium == "ofd"
    assert document.metadata["title"] == "年度报告"
    assert document.grids[0].rows[0][0].box is not None


def test_steps_are_spelled_out() -> None:
    assert steps("g 3 2.5 4", 4) == [2.5, 2.5, 2.5, 4.0]
    assert steps("1 2", 4) == [1.0, 2.0, 2.0, 2.0]
    assert steps("", 4) is None
    assert steps("g 999999999 1", 3) == [1.0, 1.0, 1.0]


def test_numbers_and_paths_survive_nonsense() -> None:
    assert numbers("1 x 2") == (1.0, 2.0)
    assert numbers("1e999 2") == ()
    assert list(subpaths("M 0 0 L 10 0 L 10 5 C M 1 1 L 2 2 L 3")) == [
        [(0, 0), (10, 0), (10, 5), (0, 0)],
        [(1, 1), (2, 2)],
    ]


def test_letters_without_steps_follow_each_other() -> None:
    assert read_ofd(ofd(text(SENTENCE, 20, 30))).paragraphs[0].text == SENTENCE


def test_a_matrix_moves_and_scales_text() -> None:
    turned = text(SENTENCE, 100, 20, 'CTM="0 1 -1 0 0 0"')
    document = read_ofd(ofd(turned))
    assert document.paragraphs[0].text == SENTENCE


def test_a_composite_graphic_is_drawn_where_it_is_placed() -> None:
    resources = (
        f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="100" Height="5">'
        f"<ofd:Content>{text(SENTENCE, 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
        "</ofd:Res>"
    )
    placed = '<ofd:CompositeObject ResourceID="7" Boundary="20 50 100 5"/>'
    assert read_ofd(ofd(placed, **{"Doc_0/Res.xml": resources})).paragraphs[0].text == SENTENCE


def test_hidden_objects_are_not_read() -> None:
    document = read_ofd(ofd(text(SENTENCE, 20, 30) + text("作废", 20, 60, 'Visible="false"')))
    assert [paragraph.text for paragraph in document.paragraphs] == [SENTENCE]


def test_a_page_of_a_few_lines_and_no_text_counts_as_a_scan() -> None:
    data = "<ofd:AbbreviatedData>M 0 0 L 5 5</ofd:AbbreviatedData>"
    assert refused(ofd(f'<ofd:PathObject Boundary="10 10 5 5">{data}</ofd:PathObject>' * 50)) == "scan_without_text"


def test_text_drawn_as_outlines_is_named_with_what_helps() -> None:
    letter = "M 0 0 " + "L 1 2 L 2 1 B 1 1 2 2 3 3 " * 6 + "C"
    drawn = f"<ofd:AbbreviatedData>{letter}</ofd:AbbreviatedData>"
    shape = f'<ofd:PathObject Boundary="10 10 5 5" Stroke="false" Fill="true">{drawn}</ofd:PathObject>'
    assert refused(ofd(shape * 60)) == "text_as_outlines"
    assert "PDF" in kinds()["text_as_outlines"].remedy_en
    assert read_ofd(ofd(shape + text(SENTENCE, 20, 30))).paragraphs[0].text == SENTENCE  # an emblem


def pictured(picture: bytes, name: str = "page.png", before: str = "", after: str = "") -> bytes:
    """An OFD of one page that is one picture, as a scanner's software writes it."""
    resources = (
        f'<ofd:Res {SPACE} BaseLoc="Pictures"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image">'
        f"<ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    drawn = '<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    plain = ofd(before + drawn + after, **{"Doc_0/Res.xml": resources})
    out = io.BytesIO(plain)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(f"Doc_0/Pictures/{name}", picture)
    return out.getvalue()


def table_as_picture() -> bytes:
    sheet = Sheet()
    sheet.prose()
    sheet.prose(90)
    sheet.table([70.0, 250.0, 350.0, 450.0], [200, 224, 248, 272], FIGURES, 12)
    out = io.BytesIO()
    with pdfium.PdfDocument(sheet.bytes()) as document:
        document[0].render(scale=200 / 72).to_pil().convert("L").save(out, "PNG")
    return out.getvalue()


FIGURES = [["行政许可", "1205", "0"], ["行政处罚", "31", "7"], ["行政强制", "0", "7730.28"]]
INVISIBLE = 'Alpha="0"'
CASES = [("", ""), (text(SENTENCE, 20, 30), ""), ("", text(SENTENCE, 20, 30, INVISIBLE))]


def test_without_the_extra_an_ofd_of_pictures_is_named_as_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert refused(pictured(table_as_picture())) == "scan_without_text"


@pytest.mark.parametrize(("before", "after"), CASES[1:])
def test_without_the_extra_text_under_the_picture_of_a_page_is_marked_as_recognised(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    document = read_ofd(pictured(table_as_picture(), before=before, after=after))
    assert document.read_by_ocr is True
    assert document.paragraphs[0].text == SENTENCE
    over = read_ofd(pictured(table_as_picture(), after=text(SENTENCE, 20, 30)))
    assert over.read_by_ocr is False  # a page printed over a background


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
@pytest.mark.parametrize(("before", "after"), CASES)
def test_a_page_that_is_a_picture_is_read_as_a_scan(before: str, after: str) -> None:
    document = read_ofd(pictured(table_as_picture(), before=before, after=after))
    assert [[cell.text for cell in row[1:]] for row in document.grids[0].rows] == [row[1:] for row in FIGURES]
    assert (document.medium, document.read_by_ocr) == ("ofd", True)


@pytest.mark.skipif(not ocr.available(), reason="the recognition extra is not installed (./dev ocr)")
def test_a_picture_of_a_kind_that_cannot_be_opened_is_named() -> None:
    assert refused(pictured(b"\x97JB2\r\n\x1a\n" + bytes(60), "page.jb2")) == "unreadable"


def test_pictures_in_strips_are_put_together_at_their_places() -> None:
    strips = {}
    for name, colour in (("a.png", 0), ("b.png", 200)):
        out = io.BytesIO()
        Image.new("L", (40, 20), colour).save(out, "PNG")
        strips[name] = out.getvalue()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        for name, data in strips.items():
            parts.writestr(name, data)
    shots = [("1", (0.0, 0.0, 127.0, 63.5)), ("2", (0.0, 63.5, 127.0, 63.5))]
    whole = pasted(Package(archive.getvalue()), {"1": "a.png", "2": "b.png"}, shots)
    assert whole.size == (1000, 1000)
    assert [whole.getpixel((500, y)) for y in (250, 750)] == [(0, 0, 0), (200, 200, 200)]


def test_broken_containers_are_named() -> None:
    whole = ofd(text(SENTENCE, 20, 30))
    assert refused(b"") == "empty_file"
    assert refused(whole[: len(whole) // 2]) == "truncated"
    assert refused(b"PDF or anything") == "unreadable"
    assert refused(packed({"word/document.xml": "<a/>"})) == "unreadable"
    assert refused(ofd("<broken")) == "unreadable"
    assert (
        refused(
            ofd(
                "", document=f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page BaseLoc="no.xml"/></ofd:Pages></ofd:Document>'
            )
        )
        == "truncated"
    )


def test_a_damaged_container_is_only_ever_refused_or_read() -> None:
    whole = draw_report(Layout(), three_tables(2), OfdWriter)
    rng = random.Random(4)
    for _ in range(80):
        damaged = bytearray(whole)
        for _ in range(rng.choice([1, 5, 50])):
            place = rng.randrange(len(damaged))
            if rng.random() < 0.6:
                damaged[place] = rng.randrange(256)
            else:
                del damaged[place : place + rng.randrange(1, 30)]
        try:
            assert read_ofd(bytes(damaged)).medium == "ofd"
        except UnreadableDocument as error:
            assert error.code in kinds()


def test_bombs_do_not_go_off() -> None:
    assert refused(ofd(text(SENTENCE, 20, 30), **{"Doc_0/Res.xml": "0" * 6_000_000})) == "archive_unsafe"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE b [<!ENTITY e0 "ha">{entities}]><b>&e8;</b>'
    assert refused(packed({"OFD.xml": bomb})) == "unreadable"


def test_outside_files_are_never_read() -> None:
    secret = "<!DOCTYPE b [<!ENTITY s SYSTEM 'file:///etc/hostname'>]>"
    layer = f"<ofd:Layer>{text('&s;' + SENTENCE, 20, 30)}</ofd:Layer>"
    page = f"{secret}<ofd:Page {SPACE}><ofd:Content>{layer}</ofd:Content></ofd:Page>"
    with pytest.raises(UnreadableDocument, match="声明了实体"):
        read_ofd(ofd("", **{"Doc_0/Pages/Page_0/Content.xml": page}))

"""Owns pages for the tests of the HTML reader: one statutory table in the markup of many content systems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.media_samples import APPLICANTS, LABELS_2021

Rows = list[list[str]]
FRAME = (Path(__file__).parent / "fixtures" / "page.html").read_text(encoding="utf-8")


def _labels(first: str, second: str, down: int, cell: Callable[[str, str], str]) -> str:
    if first and second:
        return cell(first, f' rowspan="{down}"') + cell(second, "")
    return cell(first, ' colspan="2"') if first else cell(second, "")


def table(values: Rows, cell: Callable[[str, str], str], row: str = "<tr>{}</tr>", down: int = 22) -> str:
    """Table three; `cell(text, attributes)` writes one cell, `down` is the row span of 三、本年度办理结果."""
    head = cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", ' rowspan="3" colspan="2"')
    rows = [
        head + cell("申请人情况", ' colspan="7"'),
        cell("自然人", ' rowspan="2"') + cell("法人或其他组织", ' colspan="5"') + cell("总计", ' rowspan="2"'),
        "".join(cell(name, "") for name in APPLICANTS[1:6]),
    ]
    for (first, second), line in zip(LABELS_2021, values, strict=True):
        rows.append(_labels(first, second, down, cell) + "".join(cell(value, "") for value in line))
    return "".join(row.format(cells) for cells in rows)


def plain(text: str, attributes: str) -> str:
    return f"<td{attributes}>{text}</td>"


def word_cell(text: str, attributes: str) -> str:
    """A cell as Word exports it: digits in spans of their own, styles, conditional comments."""
    runs = "".join(f'<span lang="EN-US" style="font-size:10.5pt">{letter}</span>' for letter in text)
    return (
        f'<td{attributes} valign="top" style="width:40.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid .5pt">'
        f'<p class="MsoNormal" align="center" style="text-align:center"><!--[if gte mso 9]><xml>9</xml><![endif]-->'
        f"{runs}<o:p></o:p></p></td>"
    )


def entities(text: str, attributes: str) -> str:
    return plain("".join(f"&#{ord(letter)};" for letter in text), attributes)


def unclosed(text: str, attributes: str) -> str:
    return f"<TD{attributes.upper()}>{text}"


def hidden_inside(text: str, attributes: str) -> str:
    return plain(
        f'<span style="display:none">77</span>{text}<script>document.write("9")</script><!-- 8 --><i hidden>6</i>',
        attributes,
    )


def spaces_inside(text: str, attributes: str) -> str:
    return plain(f"&nbsp;\u3000<p>&nbsp;{text}\u3000</p>\u200b\n", attributes)


def inner_table(text: str, attributes: str) -> str:
    return plain(f"<table><tbody><tr><td><div>{text}</div></td></tr></tbody></table>", attributes)


def bad_spans(text: str, attributes: str) -> str:
    attributes = attributes.replace('colspan="2"', 'colspan="2px"') or ' rowspan="" colspan="0"'
    return plain(text, attributes.replace('colspan="7"', 'colspan="99999"'))


def th(text: str, attributes: str) -> str:
    return f"<th{attributes}>{text}</th>"


def page(tables: str, more: str = "") -> str:
    """A saved page around tables: navigation, description table, title, sections, footer."""
    return FRAME.replace("@more@", more).replace("@tables@", tables)


def nested(inner: str) -> str:
    inside = f"<table><tr><td><div>{inner}</div></td></tr></table>"
    return f'<table width="98%"><tr><td>&nbsp;</td><td>{inside}</td></tr></table>'


def wrapped(rows: str) -> str:
    return f'<table border="1">{rows}</table>'


def variants(values: Rows) -> dict[str, str]:
    """Name of a habit -> a whole page that shows table three in it."""
    plain_rows = table(values, plain)
    rows = plain_rows.split("</tr>")[:-1]
    head, data = "</tr>".join(rows[:3]) + "</tr>", "</tr>".join(rows[3:]) + "</tr>"
    return {
        "clean": page(wrapped(plain_rows)),
        "word markup": page(wrapped(table(values, word_cell))),
        "no-break and ideographic spaces": page(wrapped(table(values, spaces_inside))),
        "nested layout tables": nested(page(nested(wrapped(plain_rows)))),
        "no end tags, upper case": page("<TABLE>" + table(values, unclosed, "<TR>{}") + "</TABLE>"),
        "row span overrun": page(wrapped(table(values, plain, down=25))),
        "head, bodies and foot": page(
            f"<table><colgroup><col span=9></colgroup><thead>{head}</thead><tbody>{data}</tbody></table>"
        ),
        "form and stray paragraph": page(f"<table><form action=x><p>注</p>{plain_rows}</table>"),
        "hidden text, scripts, comments": page(wrapped(table(values, hidden_inside))),
        "thirty sections deep": page("<section>" * 30 + wrapped(plain_rows) + "</section>" * 30),
        "numeric entities": page(wrapped(table(values, entities))),
        "doubled rows and stray closers": page(wrapped(table(values, plain, "<tr><tr>{}</td></tr></tr>"))),
        "bad span values": page(wrapped(table(values, bad_spans))),
        "three hundred nested fonts": page("<font>" * 300 + wrapped(plain_rows)),
        "tables inside cells": page(wrapped(table(values, inner_table))),
        "header cells everywhere": page(wrapped(table(values, th))),
        "many bodies": page(
            "<table>" + plain_rows.replace("<tr>", "<tbody><tr>").replace("</tr>", "</tr></tbody>") + "</table>"
        ),
        "missing end of table": page(f"<table>{plain_rows}"),
        "zero bytes and controls": page(wrapped(table(values, lambda text, more: plain(f"\x00\x01{text}\x1f", more)))),
    }

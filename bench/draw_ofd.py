"""Owns the drawing of form tables as OFD, the same layouts as for PDF."""

from __future__ import annotations

import io
import zipfile
from html import escape

from bench.draw_pdf import Writer
from bench.pdf_layout import FONT, pdfmetrics

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MILLIMETRE = 25.4 / 72


class OfdWriter(Writer):
    """Writes pages as OFD. Every other page has its lines in a template page, as form tools do."""

    def open(self) -> None:
        self.pages: list[tuple[list[str], list[str]]] = []

    def begin(self) -> None:
        self.page += 1
        self.pages.append(([], []))
        self.text(self.width / 2 - 10, self.height - 30, f"- {self.page} -", 9)
        self.y = self.layout.margin

    def turn(self) -> None:
        self.begin()

    def text(self, x: float, y: float, text: str, size: float) -> None:
        unit = MILLIMETRE
        steps = [pdfmetrics.stringWidth(letter, FONT, size) * unit for letter in text[:-1]]
        same = len(set(steps)) == 1 and len(steps) > 2
        delta = f"g {len(steps)} {steps[0]:.4f}" if same else " ".join(f"{step:.4f}" for step in steps)
        moves = f' DeltaX="{delta}"' if steps else ""
        code = f'<ofd:TextCode X="0" Y="{0.9 * size * unit:.4f}"{moves}>{escape(text)}</ofd:TextCode>'
        box = f"{x * unit:.4f} {(y - 0.9 * size) * unit:.4f} {len(text) * size * unit:.4f} {1.2 * size * unit:.4f}"
        self.pages[-1][1].append(
            f'<ofd:TextObject Boundary="{box}" Font="2" Size="{size * unit:.4f}">{code}</ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        u = MILLIMETRE
        if self.layout.border in ("rects", "dots"):
            box = f"{(x0 - 0.25) * u:.4f} {(y0 - 0.25) * u:.4f} {(x1 - x0 + 0.5) * u:.4f} {(y1 - y0 + 0.5) * u:.4f}"
            w, h = f"{(x1 - x0 + 0.5) * u:.4f}", f"{(y1 - y0 + 0.5) * u:.4f}"
            data, look = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", 'Stroke="false" Fill="true"'
        else:
            box = f"{x0 * u:.4f} {y0 * u:.4f} {max((x1 - x0) * u, 0.1):.4f} {max((y1 - y0) * u, 0.1):.4f}"
            data, look = f"M 0 0 L {(x1 - x0) * u:.4f} {(y1 - y0) * u:.4f}", 'LineWidth="0.2"'
        self.path(box, look, data)

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        u = MILLIMETRE
        box = f"{x0 * u:.4f} {y0 * u:.4f} {(x1 - x0) * u:.4f} {(y1 - y0) * u:.4f}"
        w, h = f"{(x1 - x0) * u:.4f}", f"{(y1 - y0) * u:.4f}"
        self.path(box, 'Stroke="false" Fill="true"', f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", "255 255 255")

    def path(self, box: str, look: str, data: str, colour: str = "0 0 0") -> None:
        fill = f'<ofd:FillColor Value="{colour}"/>'
        path = f'<ofd:PathObject Boundary="{box}" {look}>{fill}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        self.pages[-1][0].append(path + "</ofd:PathObject>")

    def bytes(self) -> bytes:
        size = f"0 0 {self.width * MILLIMETRE:.4f} {self.height * MILLIMETRE:.4f}"
        out = io.BytesIO()
        templates, listed = [], []
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "OFD.xml",
                f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
                "<ofd:Title>年度报告</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            )
            for number, (paths, texts) in enumerate(self.pages):
                apart = number % 2 == 1
                if apart:
                    archive.writestr(f"Doc_0/Tpls/Tpl_{number}/Content.xml", page_of(paths, ""))
                    templates.append(f'<ofd:TemplatePage ID="{900 + number}" BaseLoc="Tpls/Tpl_{number}/Content.xml"/>')
                head = f'<ofd:Template TemplateID="{900 + number}" ZOrder="Background"/>' if apart else ""
                body = texts if apart else [*paths, *texts]
                archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page_of(body, head))
                listed.append(f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
            archive.writestr(
                "Doc_0/Document.xml",
                f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox>"
                f"</ofd:PageArea>{''.join(templates)}</ofd:CommonData><ofd:Pages>{''.join(listed)}</ofd:Pages>"
                "</ofd:Document>",
            )
        return out.getvalue()


def page_of(objects: list[str], head: str) -> str:
    layer = f'<ofd:Layer ID="1">{"".join(objects)}</ofd:Layer>'
    return f"<ofd:Page {SPACE}>{head}<ofd:Content>{layer}</ofd:Content></ofd:Page>"

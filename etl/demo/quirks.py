"""Owns the quirks of published documents: every habit that the demonstration reproduces, by name, with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MEDIA = ("html", "docx", "pdf", "text")
ANY = MEDIA


@dataclass(frozen=True, slots=True)
class Quirk:
    """`group` names quirks of which a document has one at most; `forms` the form versions where it can occur."""

    name: str
    media: tuple[str, ...]
    origin: str
    group: str = ""
    forms: tuple[str, ...] = ("2019", "2021")
    rare: bool = False  # leaves cells without a figure; seldom in the demonstration
    corpus_only: bool = False  # a habit added later, which must not change the demonstration
    hides: tuple[str, ...] = ()  # quirks that nobody could read any more beside this one


DRAWN = "drawing"
BLANKS = ("zero_blank", "totals_blank")
PUSHED = ("empty_label_cell",)  # without spans, nobody can tell an empty cell of a label from a blank value
SPACED = ("spaced_thousands",)
QUIRKS: tuple[Quirk, ...] = (
    # the form as offices fill it in
    Quirk("zero_blank", ANY, "A municipal general office leaves every zero blank.", "zero", rare=True),
    Quirk("zero_dash", ANY, "A clerk types a hyphen where there is nothing to report.", "zero", rare=True),
    Quirk("zero_slash", ANY, "Cells that do not concern the bureau are struck out with a slash.", "zero", rare=True),
    Quirk("zero_word", ANY, "A bureau writes 无 into cells without cases.", "zero", rare=True),
    Quirk("totals_blank", ANY, "The 总计 column is left empty in rows without any request.", "zero", rare=True),
    Quirk("thousands_commas", ANY, "Large figures are pasted from a spreadsheet with their separators.", "digits"),
    Quirk("full_width_digits", ANY, "An input method in full-width mode types digits as wide as characters.", "digits"),
    Quirk("note_in_cell", ANY, "A remark stands beside the figure: 22（其中修订1件）."),
    Quirk("unit_in_cell", ANY, "Table two repeats the unit behind each figure."),
    Quirk("numbered_comma", ANY, "WPS turns 1. into 1、 when it numbers a list by itself.", "numbering"),
    Quirk("numbered_wide_dot", ANY, "Sub-items are numbered with a full-width dot.", "numbering"),
    Quirk("numbered_wide", ANY, "Sub-items are numbered with full-width digit and dot.", "numbering"),
    Quirk("numbered_brackets", ANY, "Sub-items are numbered (1), (2), (3).", "numbering"),
    Quirk("spaced_labels", ANY, "Labels are spaced out to fill the cell: 总 计, 结 果."),
    Quirk("shortened_labels", ANY, "Long labels are cut to what fits into one line.", "wording"),
    Quirk("misspelt_labels", ANY, "Labels typed by hand carry slips that nobody noticed.", "wording"),
    Quirk("half_width_brackets", ANY, "（一） becomes (一) when the form is typed on another keyboard."),
    Quirk("other_as_one_row", ANY, "（六）其他处理 is printed as one row, as in the form before.", forms=("2021",)),
    Quirk("legal_subtotal", ANY, "A local template adds a column 法人小计 before the total."),
    Quirk("total_beside_applicants", ANY, "总计 stands beside 申请人情况 instead of below it."),
    Quirk("long_fee_header", ANY, "The fee column's header asks for four decimals.", forms=("2021",)),
    Quirk("local_row", ANY, "A city adds a row 其他主动公开文件 to table two."),
    Quirk("change_in_words", ANY, "本年增/减 is filled in as 增1 or 减2 instead of a sign.", forms=("2019",)),
    Quirk("spaced_thousands", ANY, "Thousands are set apart by a blank: 1 205.", "digits"),
    Quirk("fixed_decimals", ANY, "The fee is printed with four decimals, trailing zeros included.", forms=("2021",)),
    Quirk("bands_apart", ANY, "Table two is typed as four small tables, one for each item of the article."),
    Quirk("cases_apart", ANY, "Table four is typed as three small tables.", "cases"),
    Quirk("cases_in_rows", ANY, "Table four lies on its side, kinds of cases as rows.", "cases"),
    Quirk("group_rows", ANY, "Outcome groups head their rows in a row of their own.", "groups"),
    Quirk("split_table", ANY, "Table three is cut in two, its header printed over both.", "groups"),
    Quirk("empty_label_cell", ANY, "A label of the second level leaves an empty cell before its figures."),
    Quirk("remark_row", ANY, "A remark stands under table three as a row of it."),
    Quirk("unit_line", ANY, "A line with the unit stands above each table."),
    # web pages
    Quirk("site_frame", ("html",), "The page is saved whole, with navigation, path, share buttons and footer."),
    Quirk("metadata_table", ("html",), "The site puts index number, publisher and date into a table before the text."),
    Quirk("layout_tables", ("html",), "An old site lays its pages out with nested tables."),
    Quirk("word_markup", ("html",), "The text is pasted from Word with its classes, fonts and empty o:p tags."),
    Quirk("split_digits", ("html",), "Word splits a number over several spans after an edit."),
    Quirk("no_end_tags", ("html",), "A hand-written template never closes td, tr and p."),
    Quirk("wrong_charset", ("html",), "Bytes in GB18030 under a header that says utf-8.", "charset"),
    Quirk("chinese_charset", ("html",), "Bytes in GB18030 that declare gb2312.", "charset"),
    Quirk("nbsp_padding", ("html",), "Cells are padded with non-breaking and ideographic spaces."),
    Quirk("hidden_noise", ("html",), "Editors leave hidden spans, comments and scripts inside cells."),
    Quirk("overrun_rowspan", ("html",), "A rowspan counts rows that a later edit deleted."),
    Quirk("thead_sections", ("html",), "A converter writes thead and several tbody."),
    Quirk("upper_case_tags", ("html",), "Pages from the nineties' editors shout their tags."),
    Quirk("deep_fonts", ("html",), "Each edit wraps the text in another font tag."),
    Quirk("line_breaks", ("html",), "Labels are broken with br to fit the cell."),
    Quirk("entities", ("html",), "Every Chinese character is written as a numeric entity."),
    Quirk("odd_spans", ("html",), "Span attributes carry a unit or a stray blank: colspan='3px'."),
    Quirk("header_cells", ("html",), "Labels are th, some of them with scope attributes."),
    Quirk("no_spans", ("html",), "A simple editor repeats merged labels in every row instead of spanning."),
    Quirk("telephone_copy", ("html",), "A page carries its article a second time for telephones.", corpus_only=True),
    Quirk("in_script", ("html",), "The article is a string of JSON that a script shows.", "carrier", corpus_only=True),
    Quirk(
        "in_hidden_field",
        ("html",),
        "The article is the value of a hidden field that a script shows.",
        "carrier",
        corpus_only=True,
    ),
    Quirk(
        "style_sheet_as_text",
        ("html",),
        "A paste from Word leaves the words of its style sheet as a paragraph.",
        corpus_only=True,
    ),
    Quirk(
        "sheet_cells",
        ("html",),
        "Tables are exported from Excel with x:num and a class for each cell.",
        corpus_only=True,
    ),
    Quirk(
        "struck_figures",
        ("html",),
        "A corrected figure stands struck out before the one that counts.",
        corpus_only=True,
    ),
    # Word documents
    Quirk("content_controls", ("docx",), "A template locks its cells in content controls."),
    Quirk("tracked_changes", ("docx",), "Corrections stand in the file as insertions and deletions."),
    Quirk("split_runs", ("docx",), "The spelling checker splits numbers over runs."),
    Quirk("hidden_runs", ("docx",), "Hidden text of the template stays inside the cells."),
    Quirk("grid_after", ("docx",), "Rows end before the table does, with gridAfter."),
    Quirk("outer_table", ("docx",), "The statutory table sits inside a one-cell table."),
    Quirk("heading_styles", ("docx",), "Headings use Word's styles, others are only bold."),
    Quirk("smart_tags", ("docx",), "Old Word marks numbers as smart tags and fields."),
    Quirk("label_paragraphs", ("docx",), "Labels are broken with Enter into several paragraphs."),
    Quirk("automatic_numbering", ("docx",), "Word numbers the sub-items itself; the text lacks the number."),
    Quirk(
        "numbered_headings",
        ("docx",),
        "A style numbers the headings: 一、 stands in no text of the file.",
        corpus_only=True,
    ),
    Quirk(
        "merged_by_marks",
        ("docx",),
        "Converted from an old file: cells are merged across by hMerge, not by spans.",
        corpus_only=True,
    ),
    Quirk(
        "struck_runs", ("docx",), "A corrected figure stands struck out before the one that counts.", corpus_only=True
    ),
    Quirk("no_grid", ("docx",), "A generator leaves tblGrid out."),
    # PDF files
    Quirk("repeated_headers", ("pdf",), "The header rows come again on the next page."),
    Quirk("white_shading", ("pdf",), "WPS paints white rectangles behind paragraphs and cells."),
    Quirk("thin_rect_rules", ("pdf",), "Rules are filled rectangles half a point thick.", "rules"),
    Quirk("dotted_rules", ("pdf",), "Rules are dotted lines.", "rules"),
    Quirk("double_rules", ("pdf",), "The outer rule is double."),
    Quirk("open_page_end", ("pdf",), "The table has no rule at the end of a page."),
    Quirk("other_digits", ("pdf",), "Digits stand in a Western font."),
    Quirk("upright_label", ("pdf",), "三、本年度办理结果 runs down its narrow cell one character a line."),
    Quirk("coloured_bands", ("pdf",), "Band rows are shaded in colour."),
    Quirk("tall_rows", ("pdf",), "Generous row heights push table three over two page ends."),
    Quirk("narrow_columns", ("pdf",), "Columns too narrow for their numbers, which wrap within the cell."),
    Quirk("watermark", ("pdf",), "Pale words run across each page."),
    Quirk("large_print", ("pdf",), "Text set large, so that labels wrap over three lines."),
    # plain text
    Quirk("blank_line_inside", ("text",), "A pasted table has an empty line in its middle."),
    Quirk("dos_line_ends", ("text",), "The file was saved on Windows.", "ends"),
    Quirk("byte_order_mark", ("text",), "Notepad puts a byte order mark first.", "text_bytes"),
    Quirk("chinese_bytes", ("text",), "The file is in GB18030.", "text_bytes"),
    Quirk("bold_marks", ("text",), "A converter leaves ** around words in bold."),
    Quirk("labels_repeated", ("text",), "A converter repeats merged labels in each row."),
    Quirk("padded_fields", ("text",), "Fields are padded with blanks around the tabs."),
    Quirk(
        "bars_after_cells",
        ("text",),
        "A page saver writes a row as a | b | and fills it up with bars.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "bars_around_rows",
        ("text",),
        "A page saver frames each row with bars and forgets every span.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "bars_below_spans",
        ("text",),
        "Bars, with an empty field where a label goes on from above.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "cell_a_line_with_bar",
        ("text",),
        "A page saver breaks the line at each paragraph of a cell.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "cell_then_bar",
        ("text",),
        "Cell and bar stand in lines of their own, fillings in rows of bars.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "bars_on_last_cell",
        ("text",),
        "A page saver breaks the line behind each cell and fills the row up behind its last one.",
        DRAWN,
        hides=PUSHED,
    ),
    Quirk(
        "line_a_cell",
        ("text",),
        "Copied into an editor: a cell a line, and an empty line where the cell is blank.",
        DRAWN,
        hides=("blank_line_inside", *PUSHED, *SPACED),
    ),
    Quirk(
        "lines_apart",
        ("text",),
        "Paragraphs of cells: an empty line between two, and one more for a blank cell.",
        DRAWN,
        hides=("blank_line_inside", *PUSHED, *SPACED),
    ),
    Quirk(
        "bar_before_cells",
        ("text",),
        "A legal database puts each cell behind its bar in a line.",
        DRAWN,
        hides=("zero_blank", *PUSHED),
    ),
    Quirk(
        "cell_a_line",
        ("text",),
        "A page copied by hand leaves a cell a line and an empty one between.",
        DRAWN,
        hides=(*BLANKS, *SPACED),
    ),
    Quirk(
        "row_a_line",
        ("text",),
        "Table lines are lost, a row is words and numbers with spaces.",
        DRAWN,
        hides=(*BLANKS, *SPACED),
    ),
    Quirk(
        "in_one_line", ("text",), "A search engine keeps a whole table in one line.", DRAWN, hides=(*BLANKS, *SPACED)
    ),
    Quirk("markdown", ("text",), "A converter writes a table of Markdown.", DRAWN),
    Quirk(
        "header_broken", ("text",), "商业 | 科研 over 企业 | 机构: broken words become two rows.", DRAWN, hides=PUSHED
    ),
    Quirk("tabs_of_word", ("text",), "Copied from Word: a merged cell once, then tabs.", DRAWN, hides=PUSHED),
    Quirk(
        "in_columns",
        ("text",),
        "A fixed-width print of a PDF, labels broken around their row.",
        DRAWN,
        hides=(*BLANKS, *SPACED, "legal_subtotal"),
    ),
    Quirk("raw_lines", ("text",), "The words of a PDF in the order they were set.", DRAWN, hides=(*BLANKS, *SPACED)),
)
BY_NAME = {quirk.name: quirk for quirk in QUIRKS}
RARE_CHANCE, GENERAL_CHANCE, MEDIUM_CHANCE, FREE_CHANCE = 0.012, 0.10, 0.30, 0.30
DRAWN_CHANCE = 0.08  # of each of them, so that a third of the texts keep their tabs


def of_medium(medium: str, form: str) -> tuple[Quirk, ...]:
    """The quirks that a document of this medium and form can have."""
    return tuple(quirk for quirk in QUIRKS if medium in quirk.media and form in quirk.forms)


def choose(random: Random, medium: str, form: str, *, freely: bool = False) -> frozenset[str]:
    """Quirks for one document: as often as in life, or each with the same chance when combined freely; the drawings of
    tables in text only then, since the demonstration is a city that publishes, not one that is copied."""
    chosen: dict[str, str] = {}
    candidates = [
        quirk for quirk in of_medium(medium, form) if freely or not (quirk.group == DRAWN or quirk.corpus_only)
    ]
    random.shuffle(candidates)
    for quirk in candidates:
        usual = RARE_CHANCE if quirk.rare else GENERAL_CHANCE if quirk.media is ANY else MEDIUM_CHANCE
        if random.random() < (usual if not freely else DRAWN_CHANCE if quirk.group == DRAWN else FREE_CHANCE):
            chosen.setdefault(quirk.group or quirk.name, quirk.name)
    hidden = {name for quirk in chosen.values() for name in BY_NAME[quirk].hides}
    return frozenset(chosen.values()) - hidden

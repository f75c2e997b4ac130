"""Owns the brief for leadership: its contents from the questions of the overview, set as PDF and as Word document
without a browser; the same build and choices give the same bytes."""

from dashboard.brief.contents import Brief, compose
from dashboard.brief.pdf import to_pdf
from dashboard.brief.word import to_docx

__all__ = ["Brief", "compose", "to_docx", "to_pdf"]

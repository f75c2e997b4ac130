"""Owns the pictures of charts: a figure and its caption in, SVG or PNG out, made without a browser; pure."""

from dashboard.pictures.caption import Caption, to_png, to_svg
from dashboard.pictures.plot import can_draw

__all__ = ["Caption", "can_draw", "to_png", "to_svg"]

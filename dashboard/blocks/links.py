"""Links to other pages with the choices of this one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, named
from dashboard.queries import places
from dashboard.reader import Reader


def report_link(reader: Reader, ids: Sequence[str], years: Sequence[int]) -> None:
    """Links to everything that these agencies printed in these years."""
    names = places.names(reader.which, reader.language)
    with st.container(horizontal=True, gap="small"):
        for agency in list(ids)[:3]:
            for year in years:
                to = filters.address() | {"agency": agency, "year": str(year)}
                label = reader.say("open_report", name=names[agency], year=year)
                st.page_link("pages/analysis/report.py", label=label, query_params=to)


def year_links(reader: Reader, agency: str, years: Sequence[int]) -> None:
    """Links to the years that there is a report for."""
    with st.container(horizontal=True, gap="small"):
        for year in years:
            to = filters.address() | {"agency": agency, "year": str(year)}
            st.page_link("pages/analysis/report.py", label=str(year), query_params=to)


def scripts(names: Sequence[str]) -> list[str]:
    """Where the scripts of pages lie (leadership/trends), by the names of their addresses."""
    known = {path.rpartition("/")[2].removesuffix(".py"): path[6:-3] for path in named.pages().values()}
    return [known[name] for name in names if name in known]


def page_links(reader: Reader, pages: Sequence[str], **view: str) -> None:
    """Links to other pages with these choices."""
    with st.container(horizontal=True, gap="small"):
        for page in pages:
            label = reader.say(f"page_{page.rsplit('/', 1)[-1]}")
            st.page_link(f"pages/{page}.py", label=f"→ {label}", query_params=filters.write(filters.address() | view))

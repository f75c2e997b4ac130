"""The frame: which pages there are and for whom, the language, the collection, which build is shown."""

import streamlit as st

from dashboard import frame

PAGES = {
    "group_leadership": ("overview", "trends"),
    "group_oversight": ("compare", "outcomes", "disputes", "services", "quality"),
    "group_analysis": ("report", "beside", "profile", "table", "query", "definitions"),
    "group_data": ("views", "selfcheck", "review", "builds", "add"),
}

frame.open_frame()
pages = {
    group: [
        st.Page(
            f"pages/{group.removeprefix('group_')}/{name}.py",
            url_path="at-the-root" if name == frame.FIRST else name,  # where it lives; its own name is led there
            title=frame.page_title(name),
        )
        for name in names
    ]
    for group, names in PAGES.items()
}
page = st.navigation({**pages, "": frame.stray(pages)}, position="hidden")
frame.side(pages, page)
frame.guard(page)

"""Owns the small form that saves the agencies compared as a named set."""

from __future__ import annotations

import streamlit as st

from dashboard import filters
from dashboard.comparing import sets
from dashboard.comparing.groups import Group
from dashboard.reader import Reader


def offer(reader: Reader, group: Group) -> None:
    """A closed form under the filters: a name, and the set is kept; only where agencies are picked one by one."""
    say = reader.say
    if not sets.is_allowed() or not group.is_picked:
        return
    with st.popover(say("set_save"), type="tertiary", key="set_save", icon=":material/bookmark_add:"):
        name = st.text_input(say("set_name"), key="set_name", max_chars=sets.LONGEST)
        if st.button(say("set_keep"), key="set_keep"):
            try:
                key = sets.save(str(name or ""), group.ids, reader.which)
            except ValueError:
                st.warning(say("set_needs_name"))
                return
            filters.put("set", key)
            filters.again()

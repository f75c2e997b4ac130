"""Owns the place where a person decides on failed checks, repair candidates, uncertain cells: which, what, why, who."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from catalog.dimensions import members
from dashboard import compared, mending, rulings, verdicts
from dashboard.reader import Reader

PLACE, SAID = "docket", "docket_said"
MENDED = "mend_said"


def decide(checks: pd.DataFrame, names: dict[str, str], reader: Reader) -> None:
    """A closed fold with a form; what is decided is written at once and applies at the next build."""
    say = reader.say
    if not verdicts.is_allowed() or checks.empty:
        return
    rows = checks.to_dict("records")
    answers = {key: entry[reader.language] for key, entry in members("check_verdict").items()}
    with st.expander(say("docket"), expanded=bool(st.session_state.get(SAID))):
        st.caption(say("docket_note"))
        with st.form(PLACE, border=False):
            chosen = st.selectbox(
                say("docket_check"), range(len(rows)), format_func=lambda at: _words(rows[at], names, reader)
            )
            verdict = st.radio(say("verdict"), list(answers), format_func=answers.__getitem__, horizontal=True)
            remark = st.text_input(say("docket_reason"), key="docket_reason")
            person = st.text_input(say("docket_person"), key="docket_person", persist_state="session", width=260)
            sent = st.form_submit_button(say("docket_record"), type="primary")
        if sent:
            _record(rows[chosen], verdict, remark, person, reader)
        if st.session_state.get(SAID):
            st.success(st.session_state.pop(SAID))


def _record(check: dict[Any, Any], verdict: str, remark: str, person: str, reader: Reader) -> None:
    """Write the verdict and run again, so that the lists above say it; else say what is missing."""
    if not remark.strip() or not person.strip():
        st.warning(reader.say("docket_incomplete"))
        return
    rulings.record(check, verdict, remark, person)
    st.session_state[SAID] = reader.say("docket_recorded")
    st.rerun()


def _words(check: dict[Any, Any], names: dict[str, str], reader: Reader) -> str:
    sentence = reader.name(check["message_zh"], check["message_en"])
    who = names.get(check["agency_id"], "")
    return " ".join(part for part in (who, str(check["year"]), str(check["rule"]), sentence) if part)


def compare(head: pd.Series, cells: pd.DataFrame, done: pd.DataFrame, reader: Reader) -> None:
    """Who has compared uncertain cells with the original, and a closed fold to say that it is done."""
    say, many = reader.say, int((~cells["certain"]).sum())
    if said := compared.told(done, reader):
        st.caption(said)
    if not verdicts.is_allowed() or not many:
        return
    if waiting := compared.waiting(head, cells):
        st.success(say("compared_waits", people=waiting))
        return
    with st.expander(say("compared_fold", n=many)):
        st.caption(say("compared_note"))
        with st.form("compared", border=False):
            remark = st.text_input(say("compared_remark"), key="compared_remark")
            person = st.text_input(say("compared_person"), key="compared_person", persist_state="session", width=260)
            sent = st.form_submit_button(say("compared_record", n=many), type="primary")
        if sent and not person.strip():
            st.warning(say("compared_nobody"))
        elif sent:
            compared.record(head, cells, person, remark)
            st.rerun()


def decide_repairs(found: list[mending.Candidate], reader: Reader) -> None:
    """A closed fold with a form: one candidate is accepted or rejected, with a reason and a name."""
    say = reader.say
    if not verdicts.is_allowed() or not found:
        return
    with st.expander(say("mend_decide"), expanded=bool(st.session_state.get(MENDED))):
        with st.form("mend", border=False):
            chosen = st.selectbox(
                say("mend_which"), range(len(found)), format_func=lambda at: mending.heading(found[at], reader)
            )
            answer = st.radio(
                say("mend_answer"), mending.DECISIONS, format_func=lambda one: say(f"mend_{one}"), horizontal=True
            )
            reason = st.text_input(say("docket_reason"), key="mend_reason")
            person = st.text_input(say("docket_person"), key="mend_person", persist_state="session", width=260)
            sent = st.form_submit_button(say("docket_record"), type="primary")
        if sent and not (reason.strip() and person.strip()):
            st.warning(say("docket_incomplete"))
        elif sent:
            mending.record(found[chosen], answer, reason, person)
            st.session_state[MENDED] = say("docket_recorded")
            st.rerun()
        if st.session_state.get(MENDED):
            st.success(st.session_state.pop(MENDED))

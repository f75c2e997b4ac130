"""The ledger: what was read, kept on disk."""

from __future__ import annotations

from dataclasses import replace

from etl.batch.ledger import Ledger, Outcome
from etl.batch.tally import state_of


def outcome(file: str, sha: str = "s", report: str | None = "r.json", digest: str = "d") -> Outcome:
    return Outcome(
        file, sha, "1", report=report, agency_id="a", year=2023, scope="office", digest=digest,
        problems=(("agency_unknown", "单位不在名录中"),),
    )  # fmt: skip


def test_an_outcome_comes_back_as_it_was_noted(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.record(outcome("x.html"))
    with Ledger(tmp_path) as ledger:
        assert ledger.known("x.html", "s", "1") == outcome("x.html")
        assert ledger.known("x.html", "s", "2") is None
        assert ledger.known("x.html", "t", "1") is None


def test_a_report_under_a_new_name_makes_the_old_one_stale_unless_another_names_it(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.record(outcome("x.html", report="old.json"))
        assert ledger.record(outcome("x.html", report="new.json")) == "old.json"
        ledger.record(outcome("y.html", report="both.json"))
        ledger.record(outcome("z.html", report="both.json"))
        assert ledger.record(outcome("y.html", report="own.json")) is None


def test_documents_of_one_agency_year_and_scope_come_as_a_group(tmp_path):
    with Ledger(tmp_path) as ledger:
        for name in ("a.html", "b.pdf"):
            ledger.record(outcome(name, sha=name, report=f"{name}.json"))
        ledger.record(outcome("c.pdf", sha="c", report=None))
        assert [[one.file for one in group] for group in ledger.same_report()] == [["a.html", "b.pdf"]]
        assert sorted(ledger.twins(outcome("c.pdf"))) == ["a.html.json", "b.pdf.json"]


def test_members_of_an_archive_are_found_by_its_name_alone(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.record(outcome("a_b.zip!x.html"))
        ledger.record(outcome("aXb.zip!x.html"))
        assert [one.file for one in ledger.members("a_b.zip", "1")] == ["a_b.zip!x.html"]


def test_a_sure_body_that_is_only_not_listed_yet_makes_no_doubt_about_what_was_read() -> None:
    said = (("agency_unknown", "单位不在名录中"),)
    listed = Outcome("a.html", "0" * 64, "1", report="a.json", agency_id="321322-audit", problems=said)
    nobody = Outcome("b.html", "1" * 64, "1", report="b.json", problems=said)
    unclear = replace(listed, problems=(*said, ("cell_unclear", "单元格读法不确定")))
    assert [state_of(one) for one in (listed, nobody, unclear)] == ["exact", "doubtful", "doubtful"]
    assert state_of(replace(listed, failing=1)) == "failing"

"""Owns the choices that several pages share: metric, year, population, region, kind, agencies. Codes in, codes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.dimensions import label
from catalog.metrics import Metric, metrics
from catalog.rules import rules
from dashboard import filters, frame
from dashboard.queries import measures, places, reports
from dashboard.reader import Reader

ALL = "all"
REASONED = ("refused", "not_available", "not_processed", "otherwise_closed")  # the outcomes that have reasons


def reader() -> Reader:
    """The reader of this run, from the address."""
    return Reader(filters.language(), frame.collection(), frame.words())


def metric(
    who: Reader, default: str, groups: Sequence[str] = (), name: str = "metric", everything: bool = False
) -> Metric:
    """One metric of the groups given that the build can answer (with `everything`: any of the catalogue)."""
    offered = metrics() if everything else measures.available()
    known = {key: one for key, one in offered.items() if not groups or one.group in groups}
    chosen = filters.choose_one(
        name, who.say("metric"), list(known), default, lambda key: _metric_name(known[key], who)
    )
    return known[chosen or default]


def _metric_name(one: Metric, who: Reader) -> str:
    return f"{one.label[who.language]} · {one.code}"


def several_metrics(who: Reader, default: Sequence[str], limit: int = 8) -> list[Metric]:
    """Several metrics that the build can answer."""
    known = measures.available()
    keys = filters.choose_many(
        "metrics",
        who.say("metrics", most=limit),
        list(known),
        default,
        lambda key: _metric_name(known[key], who),
        limit,
    )
    return [known[key] for key in keys]


def years(who: Reader) -> list[int]:
    """Several years; without a word the newest full one."""
    options = places.years(who.which)
    chosen = filters.choose_many("years", who.say("years"), options, [places.newest_full_year(who.which)], str, 12)
    return [int(one) for one in chosen]


def year(who: Reader, of: str = "") -> int:
    """One year; without a word the one that most agencies have a report for, or the newest one that the agency `of` has
    a report for where it has none in that year."""
    options, default = places.years(who.which), places.newest_full_year(who.which)
    held = [str(one) for one in reports.years_held(of)] if of else []
    default = held[0] if held and default not in held else default
    chosen = filters.choose_one("year", who.say("year"), options, default, str)
    return int(chosen or 0)


def year_or_all(who: Reader) -> int | None:
    """One year, or None for all of them, for lists of reports; without a word the one that most have a report for."""
    options, default = [ALL, *places.years(who.which)], places.newest_full_year(who.which)
    words = {ALL: who.say("all_years")}
    chosen = filters.choose_one("year", who.say("year"), options, default, lambda code: words.get(code, code))
    return None if chosen == ALL else int(chosen or 0)


def population(who: Reader, everything: bool = False) -> str:
    """bureau or government; asked only where the collection has both. Their figures are never summed: one contains the
    other. A list of reports may hold both (`everything`): then "" for both."""
    options = places.populations(who.which)
    if len(options) == 1:
        return options[0]
    options = [*options, ALL] if everything else options
    chosen = filters.choose_switch(
        "who", who.say("population"), options, options[0], lambda code: who.say(f"population_{code}")
    )
    return "" if chosen == ALL else chosen


def region(who: Reader) -> str:
    """One region, or "" for all."""
    names = {"": who.say("all_regions"), **places.regions(who.which, who.language)}
    if len(names) <= 2:
        return ""
    return filters.choose_one("region", who.say("region"), list(names), "", lambda code: names[code]) or ""


def kind(who: Reader, everything: bool = True) -> str:
    """One kind of agency, or "" for all kinds."""
    names = places.kinds(who.which, who.language)
    options = {"": who.say("all_kinds"), **names} if everything else names
    default = "" if everything else next(iter(options), "")
    return filters.choose_one("kind", who.say("kind"), list(options), default, lambda code: options[code]) or ""


def agency(who: Reader) -> str:
    """One agency, found by name, short name or pinyin initials."""
    known = places.agencies(who.which)
    first, label = next(iter(known), None), who.say("agency")
    found = filters.choose_one("agency", label, list(known), first, lambda code: known[code].found_by(who.language))
    filters.note("agency", label, [found] if found else [], lambda code: known[code].name(who.language))
    return found or ""


def agencies(who: Reader, default: Sequence[str], limit: int = 8) -> list[str]:
    """Several agencies, found by name, short name or pinyin initials."""
    known = places.agencies(who.which)
    label = who.say("agencies", most=limit)
    found = filters.choose_many(
        "agencies", label, list(known), default, lambda code: known[code].found_by(who.language, places.BELOW), limit
    )
    filters.note("agencies", label, found, lambda code: known[code].name(who.language))
    return found


def regions(who: Reader, limit: int = 8) -> list[str]:
    """Several regions, all of them without a word."""
    names = places.regions(who.which, who.language)
    return filters.choose_many(
        "regions", who.say("regions", most=limit), list(names), list(names)[:8], lambda code: names[code], limit
    )


def switch(who: Reader, name: str, options: Sequence[str], default: str, bare: bool = False) -> str:
    """A row of buttons; their words are the texts <name>_<option>; `bare`: without its label above."""
    seen = {"label_visibility": "collapsed"} if bare else {}
    return filters.choose_switch(name, who.say(name), options, default, lambda code: who.say(f"{name}_{code}"), **seen)


def series(who: Reader, across: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What is compared, as names over agency ids, and their labels: agencies of a region, one kind of agency in all
    regions,
    or whole regions pooled."""
    everyone = places.agencies(who.which)
    if across == "agency":
        crowd, place = population(who), region(who)
        ids = places.members(who.which, crowd, place)
        labels = places.names(who.which, who.language, short=bool(place))
        return {key: [key] for key in ids}, labels
    if across == "kind":
        ids = places.members(who.which, kind=kind(who, everything=False))
        return {key: [key] for key in ids}, {key: everyone[key].name(who.language) for key in ids}
    return dict(places.by_region(who.which, population(who))), places.regions(who.which, who.language)


def most(who: Reader, how_many: int, few: int = 25) -> int:
    """How many bars are drawn: the first 25, or all of them when the reader asks."""
    if how_many <= few:
        return how_many
    asked = filters.choose_switch(
        "show",
        who.say("show"),
        ("few", "all"),
        "few",
        lambda code: who.say(f"show_{code}", n=how_many, few=few),
        label_visibility="collapsed",
    )
    return how_many if asked == "all" else few


def outcome(who: Reader) -> str:
    """One of the four outcomes that have reasons."""
    words = {key: label("outcome", key, who.language) for key in REASONED}
    return filters.choose_switch(
        "outcome", who.say("outcome"), REASONED, "refused", lambda key: words[key], label_visibility="collapsed"
    )


def optional(who: Reader, name: str, options: Mapping[str, str], everything: str) -> str:
    """One of several codes, or "" for all; `everything` is the text that says so."""
    words = {"": who.say(everything), **options}
    return filters.choose_one(name, who.say("metric"), list(words), "", lambda code: words[code]) or ""


def words_sought(who: Reader) -> str:
    """What the reader looks for in words, or ""."""
    return filters.choose_text("q", who.say("search"), who.say("search_hint"))


def rule(who: Reader) -> str:
    """One rule of the catalogue, or "" for none."""
    options = {"": who.say("no_rule"), **{key: f"{key} {one.basis[who.language]}" for key, one in rules().items()}}
    return filters.choose_one("rule", who.say("rule"), list(options), "", lambda code: options[code]) or ""


def one_of(who: Reader, name: str, options: Mapping[str, str]) -> str:
    """One of several codes, or "" for all; the label is the text <name>, that of all is all_<name>."""
    words = {"": who.say(f"all_{name}"), **options}
    return filters.choose_one(name, who.say(name), list(words), "", lambda code: words[code]) or ""


def confidence(who: Reader) -> str:
    """How sure the reader of prose was, or "" for all."""
    words = {"all": who.say("all"), **{key: label("confidence", key, who.language) for key in ("ask", "likely")}}
    chosen = filters.choose_switch("sure", who.say("confidence"), list(words), "all", lambda code: words[code])
    return "" if chosen == "all" else chosen


def rival(who: Reader) -> str:
    """Figures with a rival (yes), without (no), or "" for both."""
    chosen = switch(who, "rival", ("all", "yes", "no"), "all")
    return "" if chosen == "all" else chosen


def counterpart(who: Reader, pairing: str, agency_id: str, year: int) -> tuple[str, int]:
    """What a report is put beside: the same agency in another year (the one before, if held), or another agency in the
    same year (one of the same kind, if there is one)."""
    if pairing == "years":
        held = [str(one) for one in reports.years_held(agency_id) if one != year]
        earlier = next((one for one in held if int(one) < year), held[0] if held else "")
        chosen = filters.choose_one("against", who.say("against"), held, earlier or None, str)
        return agency_id, int(chosen or 0)
    known = places.agencies(who.which)
    peers = [key for key in places.peers(who.which, agency_id, "kind") if key != agency_id]
    others = peers + [key for key in known if key != agency_id and key not in peers]
    chosen = filters.choose_one(
        "other",
        who.say("other_agency"),
        others,
        others[0] if others else None,
        lambda code: known[code].found_by(who.language),
    )
    return chosen or "", year

"""Owns the making of an agency that no list holds: its id, names, level and years from its region and kind."""

from __future__ import annotations

from etl.register.kinds import ZONE, Body, Kinds
from etl.register.records import Agency, slug
from etl.register.regions import NATION, Regions

OWN_LEVEL = frozenset({"township", "subdistrict", "development_zone"})
GOVERNMENT_TAILS = {"government": ("人民政府", "政府"), "government_office": ("人民政府办公室", "政府办")}


def make_agency(regions: Regions, kinds: Kinds, code: str, body: Body, rest: str) -> Agency:
    """The agency of region `code` that `body` describes; `rest` is its name without the place.

    The id is `<code>-<kind>`, with the slug of what tells it from the plain agency of its kind behind it."""
    region, kind = regions.by_code[code], kinds.by_key[body.kind]
    tail, short = GOVERNMENT_TAILS.get(body.kind, (rest, "")) if not body.extra else (rest, "")
    if region.name_zh.endswith(("盟", "地区")) and tail.startswith("人民政府"):
        tail = tail.replace("人民政府", "行政公署")
    if region.level == "province" and tail == "人民政府办公室":
        tail = "人民政府办公厅"
    is_zone = ZONE.match(body.extra) is not None
    own_level = body.kind if body.kind in OWN_LEVEL else "development_zone" if is_zone else region.level
    place = f" {slug(body.extra).capitalize()}" if body.kind in ("township", "subdistrict") else ""
    place += " Development Zone" if is_zone else ""
    beside = f" ({slug(body.extra)})" if body.extra in kinds.beside.values() else ""
    return Agency(
        agency_id=f"{code}-{body.kind}" + (f"-{slug(body.extra)}" if body.extra else ""),
        name_zh=("国家" if code == NATION else region.name_zh) + tail,
        name_en=f"{region.name_en}{place} {kind.body_en}{beside}",
        short_zh=region.name_zh + short if short else region.short_zh + tail,
        aliases=(),
        kind=body.kind,
        region_code=code,
        level=own_level,
        position=kind.position,
        valid_from=region.valid_from,
        valid_to=kinds.ended.get((body.kind, body.extra), region.valid_to),
        predecessors=(),
        collection=region.collection,
    )

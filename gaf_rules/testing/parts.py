"""Strategies for what a case is made of: apps, sponsors of all tiers, readings, overlays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gaf_rules.calendar import CHINA, Overlay
from gaf_rules.evaluate.arguments import expect
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.language.vocabulary import APP_KINDS, SPONSOR_KINDS
from gaf_rules.log.case import App, Sponsor
from gaf_rules.values.given import one_of

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["apps", "overlays", "places", "readings_of", "sponsors"]

_NAMES = (None, "琼政通", "=1+1", "<b>名</b>", "a;b", "\u202e名", "x" * 300)
# The province, one of its cities, a county, an autonomous county; a district of a city that has districts.
_PLACES = ("460000", "460100", "469028", "469007", "460203")


def apps() -> st.SearchStrategy[App]:
    """Apps of every kind, most of them within the scope of the guideline.

    >>> from hypothesis import find
    >>> find(apps(), lambda app: app.purpose == "public").kind
    'app'
    """
    return st.builds(
        App,
        kind=st.sampled_from(APP_KINDS[:3]) | st.sampled_from(APP_KINDS),
        runs_on_mobile=st.sampled_from((True,) * 9 + (False,)),
        purpose=st.sampled_from(("internal", "public")),
        grassroots_facing=st.sampled_from((False, True, None)),
        name=st.sampled_from(_NAMES),
    )


def places() -> st.SearchStrategy[str]:
    """Six-digit codes of places, those that regional days are known for among them."""
    return st.sampled_from(_PLACES)


def sponsors(guideline: Guideline | None = None) -> st.SearchStrategy[Sponsor]:
    """Sponsors of every kind and of every tier of a guideline, with a place and without.

    >>> from hypothesis import find
    >>> find(sponsors(), lambda sponsor: sponsor.place is not None).tier
    'municipal'
    """
    expect(guideline=guideline)
    tiers: list[Any] = [row.tier for row in (HAINAN if guideline is None else guideline).tiers]
    return st.builds(
        Sponsor,
        kind=st.sampled_from(SPONSOR_KINDS[:3]) | st.sampled_from(SPONSOR_KINDS),
        tier=st.sampled_from(tiers),
        place=st.none() | places(),
        name=st.sampled_from(_NAMES),
    )


def readings_of(*fields: str) -> st.SearchStrategy[Readings]:
    """Readings: the usual ones, one that differs, any.

    Arguments:
        fields: which may differ from the usual option; all by default.

    >>> from hypothesis import find
    >>> find(readings_of("closures"), lambda r: r != Readings()).closures
    'exclude'
    """
    for name in fields:
        one_of("fields", name, READING_OPTIONS)
    known = {name: READING_OPTIONS[name] for name in fields or READING_OPTIONS}
    single = st.sampled_from([{name: each} for name, some in known.items() for each in some])
    every = st.fixed_dictionaries({}, optional={n: st.sampled_from(o) for n, o in known.items()})
    return st.one_of(st.just({}), single, every).map(Readings.from_dict)


def overlays(around: date | None = None) -> st.SearchStrategy[Overlay]:
    """Local holidays and closures of one place: days off that were worked and days worked that were off.

    Arguments:
        around: the days lie in the four hundred before it; by default before the end of the last notice.

    >>> from hypothesis import find
    >>> find(overlays(), lambda overlay: len(overlay.off) > 1).kind
    'local_holiday'
    """
    return _overlays(CHINA.coverage.published_through if around is None else around)


@st.composite
def _overlays(draw: Any, around: date) -> Overlay:
    near = st.integers(0, 399).map(lambda n: around - timedelta(days=n))
    off = draw(st.lists(near, min_size=1, max_size=4, unique=True))
    work = draw(st.lists(near.filter(lambda day: day not in off), max_size=2, unique=True))
    return Overlay(
        place=draw(places()),
        kind=draw(st.sampled_from(("local_holiday", "closure"))),
        off=tuple(sorted(off)),
        work=tuple(sorted(work)),
        source="drawn",
    )

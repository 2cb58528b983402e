"""Regional days off and closures: data that adds, removes and overrides days for one place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from attrs import evolve, field, frozen

from gaf_rules.calendar import data as calendar_data
from gaf_rules.calendar.notice import as_days, dated
from gaf_rules.calendar.ranks import (
    CLOSURE,
    LOCAL_HOLIDAY,
    MAKE_UP,
    WEEKEND,
    WORKING,
    weekday_code,
)
from gaf_rules.values.drafts import Value, stored
from gaf_rules.values.errors import CaseError, NoticeError, Problem
from gaf_rules.values.given import is_one_of, require, whole
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Laid",
    "Overlay",
    "OverlayKind",
    "lay_over",
    "lies_in",
    "overlays_from",
    "require_place",
    "shipped_overlays",
]

OverlayKind = Literal["local_holiday", "closure"]
_KINDS: Final[tuple[OverlayKind, ...]] = ("local_holiday", "closure")

_DIGITS = 6


@frozen(kw_only=True, eq=False, repr=False)
class Overlay(Value):
    """The days that one place had off, or worked, by a decision of its own.

    An overlay bears on its place and on what lies inside it by code: one of 460200 bears on
    460203, one of 450000 on all of 45xxxx. Of several, the one of the smaller place comes later,
    and a later one overrides an earlier one day by day.

    Attributes:
        place: six-digit code (GB/T 2260).
        kind: ``local_holiday`` or ``closure``.
        off: days that are off there; a day off anyway stays what it is.
        work: days that are worked there, whatever the national calendar or an earlier overlay
            says.
        source: where the decision can be read, or what it is called.
        issued: the day on which it was decided; None: not known, and it counts as known all along.
        name, title, evidence: the name of the place, what was decided and the evidence grade;
            None on an overlay given by a caller.

    Raises:
        NoticeError: it does not add up, with the key and the value.

    >>> o = Overlay.from_dict({"place": "460200", "kind": "local_holiday",
    ...                        "off": ["2014-04-02"], "work": [], "source": "三亚市 2014"})
    >>> o.bears_on("460203"), o.bears_on("460100"), o.off
    (True, False, (datetime.date(2014, 4, 2),))
    """

    place: str
    kind: OverlayKind
    off: tuple[date, ...] = field(default=(), converter=as_days)
    work: tuple[date, ...] = field(default=(), converter=as_days)
    source: str
    issued: date | None = None
    name: str | None = None
    title: str | None = None
    evidence: str | None = None

    def __attrs_post_init__(self) -> None:
        raw = {
            "place": self.place,
            "kind": self.kind,
            "off": list(self.off),
            "work": list(self.work),
            "source": self.source,
            **({} if self.issued is None else {"issued": self.issued}),
        }
        calendar_data.check_overlay(raw, "(overlay)", bare=True)

    def bears_on(self, place: str) -> bool:
        """Whether the overlay's place is ``place`` or contains it."""
        require("place", place, str, "六位行政区划代码", "a code of six digits")
        require_place(place)
        return lies_in(place, self.place)

    @property
    def reach(self) -> int:
        """How many digits of the code its place fixes: 2 for a province, 4, or 6."""
        return len(_stem(self.place))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, source: str = "(overlay)") -> Overlay:
        """An overlay from JSON data.

        Arguments:
            data: exactly ``place``, ``kind``, ``off``, ``work`` and ``source``, and ``issued`` where
                that is known; dates as ``YYYY-MM-DD``.
            source: the name to use in an error.

        Raises:
            NoticeError: it names the key and the value.
        """
        raw = calendar_data.check_overlay(dated(data), source, bare=True)
        return cls(**raw)

    @classmethod
    def from_toml(cls, text: str, *, source: str = "(overlay)") -> Overlay:
        """An overlay from the text of a regional file, as those shipped are kept.

        Arguments:
            text: the TOML text: the keys of `from_dict`, and ``name``, ``title``, ``evidence``.
            source: the name of the file, for errors.

        Raises:
            NoticeError: it names file, key and value.

        >>> Overlay.from_toml('''
        ...     place = "460100"
        ...     name = "海口市"
        ...     kind = "closure"
        ...     title = "台风停工"
        ...     evidence = "C"
        ...     source = "市政府通告"
        ...     off = [2026-09-16]
        ...     work = []
        ... ''').off
        (datetime.date(2026, 9, 16),)
        """
        require("text", text, str, "TOML 文字", "the text of a TOML file")
        require("source", source, str, "文件名", "the name of the file")
        return cls(**calendar_data.read_overlay(text, source))

    def to_dict(self) -> dict[str, Any]:
        """The overlay as JSON-ready data, the form that `from_dict` reads."""
        out: dict[str, Any] = {
            "place": self.place,
            "kind": self.kind,
            "off": [day.isoformat() for day in self.off],
            "work": [day.isoformat() for day in self.work],
            "source": self.source,
        }
        if self.issued is not None:
            out["issued"] = self.issued.isoformat()
        return out


def overlays_from(data: Any, *, source: str = "(overlay)") -> tuple[Overlay, ...]:
    """The overlays of JSON data: one, or a list of them, as a file of regional days holds them.

    Arguments:
        data: as `Overlay.from_dict` takes it, or a list of such.
        source: the name to use in an error.

    Raises:
        NoticeError: it tells everything that is wrong with any of them, or that there is none.
    """
    if not isinstance(data, list):
        return (Overlay.from_dict(data, source=source),)
    found, problems = [], []
    for at, each in enumerate(data):
        try:
            found.append(Overlay.from_dict(each, source=source))
        except NoticeError as error:
            problems += [evolve(p, path=f"$[{at}]{p.path[1:]}") for p in error.problems]
    if not data:
        zh, en = "列表是空的，没有任何地方日历", "the list is empty: there are no regional days"
        problems = [Problem(code="empty", path="$", got=data, zh=zh, en=en)]
    if problems:
        raise NoticeError.telling(source, tuple(problems))
    return tuple(found)


class Laid(NamedTuple):
    """What an overlay has made of one day."""

    code: int
    overlay: Overlay


def lies_in(place: str, wider: str) -> bool:
    """Whether a place is another one or lies in it (GB/T 2260).

    >>> lies_in("460106", "460100"), lies_in("460106", "460200"), lies_in("460100", "460000")
    (True, False, True)
    """
    return place.startswith(_stem(wider))


def _stem(place: str) -> str:
    # 450000 is a province and 460200 a city: their pairs of zeros stand for "all of it".
    if place.endswith("0000"):
        return place[:2]
    return place[:4] if place.endswith("00") else place


def shipped_overlays() -> tuple[Overlay, ...]:
    """The regional decisions shipped with the library, by file name."""
    found = calendar_data.regions()
    # The loader gives checked data: they are not checked again.
    return tuple(
        stored(
            Overlay,
            **{**raw, "off": as_days(raw["off"]), "work": as_days(raw["work"])},
            issued=None,
        )
        for _, raw in found
    )


def lay_over(codes: bytearray, base: int, overlays: Iterable[Overlay]) -> dict[int, Laid]:
    """Write overlays into the kind codes of a calendar, and tell where.

    Arguments:
        codes: one kind code a day, changed in place.
        base: ordinal of the first day.
        overlays: in the order in which they override one another.

    Returns:
        by ordinal, the code and the overlay of each day changed; days after the codes included,
        for which only the weekday is known as yet.
    """
    laid: dict[int, Laid] = {}

    def change(day: date, *, off: bool, overlay: Overlay) -> None:
        ordinal = day.toordinal()
        index = ordinal - base
        held = 0 <= index < len(codes)
        by_weekday = weekday_code(ordinal)
        before = laid[ordinal].code if ordinal in laid else by_weekday
        if held:
            before = codes[index]
        worked = before in (WORKING, MAKE_UP)
        # What is so already stays as it is, with the festival that made it so. Past the codes a
        # day to be worked is kept: nobody knows yet whether a festival will fall on it.
        if worked is not off and (held or off):
            return
        if off:
            code = LOCAL_HOLIDAY if overlay.kind == "local_holiday" else CLOSURE
        else:
            code = MAKE_UP if by_weekday == WEEKEND else WORKING
        laid[ordinal] = Laid(code, overlay)
        if held:
            codes[index] = code

    for overlay in overlays:
        for day in overlay.off:
            change(day, off=True, overlay=overlay)
        for day in overlay.work:
            change(day, off=False, overlay=overlay)
    return laid


def require_place(place: str | None, kinds: tuple[str, ...] = ()) -> None:
    """Refuse a place that is no code and a kind that is none.

    Raises:
        CaseError: either.
    """
    try:
        good = place is None or (len(place) == _DIGITS and place.isascii() and place.isdigit())
    except (AttributeError, TypeError):
        good = False
    if not good:
        problem = Problem(
            code="not_a_code",
            path="$place",
            got=place,
            allowed=("six digits",),
            zh=f"得到 {short(place)}：须为六位行政区划代码（GB/T 2260），如 460100",
            en=f"got {short(place)}: a code of six digits (GB/T 2260) is expected, such as 460100",
        )
        raise CaseError((problem,))
    for kind in whole("kinds", kinds, "种类的列表", "a list of kinds"):
        if not is_one_of(kind, _KINDS):
            spelled = ", ".join(_KINDS)
            problem = Problem(
                code="unknown_word",
                path="$kind",
                got=kind,
                allowed=_KINDS,
                zh=f"得到 {short(kind)}；允许：{spelled}",
                en=f"got {short(kind)}; allowed: {spelled}",
            )
            raise CaseError((problem,))

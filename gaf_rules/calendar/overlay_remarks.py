"""What a person should look at in an overlay: days that change nothing, a place where nobody is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.calendar.overlay import Overlay, lies_in
from gaf_rules.calendar.shelf import Remark
from gaf_rules.messages import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["idle", "remarks_on"]

_TAKEN_BACK = (
    "本来就上班：除非收回另一项决定放的这一天，不改变什么",
    "worked anyway: it changes nothing, unless it takes back that day of another decision",
)


def remarks_on(
    overlay: Overlay, calendar: WorkingCalendar, jurisdiction: str | None, file: str = ""
) -> Iterator[Remark]:
    """What is odd about an overlay by itself, whoever the parties are.

    Arguments:
        overlay: the overlay.
        calendar: the national days that it changes.
        jurisdiction: the place to which the guideline applies, where it says so.
        file: the name of the file.

    >>> from gaf_rules.calendar import CHINA
    >>> saturday = {"place": "440100", "kind": "closure", "off": ["2026-09-19"], "work": [], "source": "x"}
    >>> for remark in remarks_on(Overlay.from_dict(saturday), CHINA, "460000"):
    ...     print(remark.text("en"))
    440100 is not in 460000, where the guideline applies: it bears on no party of a case
    2026-09-19 is a day off anyway: it changes nothing
    """
    if jurisdiction is not None and not lies_in(overlay.place, jurisdiction):
        yield Remark(
            file=file,
            zh=f"{overlay.place} 不在指南适用的 {jurisdiction} 之内：与案件各方都无关",
            en=f"{overlay.place} is not in {jurisdiction}, where the guideline applies: it bears on no party "
            "of a case",
        )
    for days, is_worked, (zh, en) in (
        (overlay.off, False, ("本来就不上班：不改变什么", "a day off anyway: it changes nothing")),
        (overlay.work, True, _TAKEN_BACK),
    ):
        for day in days:
            if calendar.coverage.first <= day and calendar.day(day).is_working is is_worked:
                yield Remark(file=file, zh=f"{day} {zh}", en=f"{day} is {en}")


def idle(overlay: Overlay, places: Iterable[str | None], file: str = "") -> Remark | None:
    """The remark that an overlay bears on none of these places; None where it bears on one.

    Arguments:
        overlay: the overlay.
        places: the codes of the places of the parties; None where nobody has said.
        file: the name of the file.

    >>> closure = {"place": "460400", "kind": "closure", "off": ["2026-09-16"], "work": [], "source": "x"}
    >>> idle(Overlay.from_dict(closure), ["460100", None]).text("en")
    'the closure in 460400 bears on nobody here (here: 460100): no day moves'
    >>> idle(Overlay.from_dict(closure), ["460400"]) is None
    True
    """
    known = sorted({place for place in places if place is not None})
    if any(overlay.bears_on(place) for place in known):
        return None
    zh, en = LABELS["day_kind"][overlay.kind]
    most = 3
    here = ", ".join(known[:most]) + ("…" if len(known) > most else "")
    here_zh, here_en = (
        (f"这里是 {here}", f"here: {here}") if known else ("没有给出地方", "no place given")
    )
    return Remark(
        file=file,
        zh=f"{overlay.place} 的{zh}与这里各方都无关（{here_zh}）：不影响任何日期",
        en=f"the {en} in {overlay.place} bears on nobody here ({here_en}): no day moves",
    )

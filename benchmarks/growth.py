"""How the time grows with the size: rows of arrays, events of one case, cases of a log; and a picture."""

from __future__ import annotations

import math
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen
from common import CLAUSE, N, Peers
from measure import Both

import gaf_rules as gaf
from gaf_rules.adapters.typeface import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Curve", "curves", "draw", "long_case"]

_TODAY = date(2026, 11, 1)
_FIRST = date(2006, 1, 2)
_LAST_DAYS = (_TODAY - _FIRST).days - 1
# A size is left out when the one before says that it would take longer than this.
_TOO_LONG = 20.0
_FROM = 100


@frozen(kw_only=True)
class Curve:
    """Seconds by size.

    Attributes:
        panel: which picture it belongs to: rows, events or cases.
        name: what was done, in the words of the code.
        told: the same for a reader.
        points: size, seconds.
        cut: whether larger sizes were left out because they take too long.
    """

    panel: str
    name: str
    told: Both
    points: tuple[tuple[int, float], ...]
    cut: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the exponent with it."""
        return {
            "panel": self.panel,
            "name": self.name,
            "told": [self.told.zh, self.told.en],
            "points": [[size, float(f"{took:.4g}")] for size, took in self.points],
            "cut": self.cut,
            "exponent": round(self.exponent, 3),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Curve:
        """What ``to_dict`` gave."""
        return cls(
            panel=data["panel"],
            name=data["name"],
            told=Both(*data["told"]),
            points=tuple((size, took) for size, took in data["points"]),
            cut=data["cut"],
        )

    @property
    def exponent(self) -> float:
        """Slope of the logarithms from a hundred up, by least squares: 1 is linear, 2 quadratic."""
        taken = [p for p in self.points if p[0] >= _FROM]
        pairs = [(math.log(size), math.log(took)) for size, took in taken]
        mean_x = sum(x for x, _ in pairs) / len(pairs)
        mean_y = sum(y for _, y in pairs) / len(pairs)
        across = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
        return across / sum((x - mean_x) ** 2 for x, _ in pairs)


def _least(work: Callable[[], object], times: int) -> float:
    """The quickest of some runs: what the work takes when nothing disturbs it."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def _curve(
    panel: str, name: str, told: Both, made: Iterable[tuple[int, Callable[[], object]]]
) -> Curve:
    points: list[tuple[int, float]] = []
    cut = False
    for size, work in made:
        if len(points) > 1 and _foreseen(points, size) > _TOO_LONG:
            cut = True
            break
        first = _least(work, 1)
        # What takes a minute is not run thrice; what takes microseconds is, often.
        points.append((size, _least(work, 1 if first > 1 else max(3, min(50, int(0.2 / first))))))
    return Curve(panel=panel, name=name, told=told, points=tuple(points), cut=cut)


def _foreseen(points: list[tuple[int, float]], size: int) -> float:
    """What a size would take if it went on as between the last two."""
    (before, was), (last, took) = points[-2:]
    slope = max(1.0, math.log(took / was) / math.log(last / before))
    return float(took * (size / last) ** slope)


# -- rows -----------------------------------------------------------------------------------------
def _rows(np: Any) -> Iterator[Curve]:
    from million_dates import sample  # noqa: PLC0415 - beside its use

    from gaf_rules import bulk  # noqa: PLC0415 - needs numpy

    sizes = [10**power for power in range(3, 8)]

    def works(
        call: Callable[[Any, Any, Any], object],
    ) -> Iterator[tuple[int, Callable[[], object]]]:
        for size in sizes:
            days, counts = sample(np, size)
            out = np.empty_like(days)
            yield size, lambda days=days, counts=counts, out=out: call(days, counts, out)

    after = bulk.nth_working_day_after
    yield _curve(
        "rows",
        "bulk, fixed n",
        Both("列，固定天数", "arrays, fixed n"),
        works(lambda days, _, out: after(days, N, out=out)),
    )
    yield _curve(
        "rows",
        "bulk, any n",
        Both("列，各有天数", "arrays, any n"),
        works(lambda days, counts, out: after(days, counts, out=out)),
    )
    yield _curve(
        "rows",
        "numpy copyto",
        Both("只是复制", "a plain copy"),
        works(lambda days, _, out: np.copyto(out, days)),
    )


# -- events of one case ---------------------------------------------------------------------------
def _event(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, **fields}


_MATERIALS = ("application_form", "basic_information_form")
_UP = {"by": "sponsor", "to": "municipal_cac"}
_SUBMITTED = _event("application_submitted", materials=_MATERIALS, **_UP)
_WAY_UP = (
    _SUBMITTED,
    _event("application_received", by="municipal_cac"),
    _event("application_forwarded", by="municipal_cac", to="provincial_cac"),
    _event("application_received", by="provincial_cac"),
)
_BEGINS = {
    "feedback": (
        *_WAY_UP,
        _event("completeness_confirmed"),
        _event("reported_to_national"),
        _event("application_received", by="national_cac"),
    ),
    "return": _WAY_UP,
}
_ROUNDS = {
    "feedback": (
        _event("feedback_issued", grounds=("supplement",), functional_rectification=False),
        _event("feedback_received", by="sponsor"),
        _event("supplement_submitted", statement=True, rectification_plan=False, **_UP),
    ),
    "return": (
        _event("materials_returned", by="provincial_cac", missing=("acceptance",)),
        _event("return_received", by="sponsor"),
        *_WAY_UP,
    ),
}


def long_case(kind: str, events: int, a_day: int | None = None) -> gaf.Case:
    """One case with so many events: round after round of feedback or of returns.

    Arguments:
        kind: ``"feedback"`` or ``"return"``.
        events: how many.
        a_day: how many fall on one day; without it one each, or as many as the calendar makes necessary.
    """
    log: list[dict[str, Any]] = [_event("self_check_completed", problems=()), *_BEGINS[kind]]
    while len(log) < events:
        log += _ROUNDS[kind]
    log = log[:events]
    each = a_day or -(-events // _LAST_DAYS)
    begun = len(_BEGINS[kind]) + 1
    if each > 1:
        # A round begins with a day, so that its steps are in the order of the table within it.
        step = len(_ROUNDS[kind])
        each = -(-each // step) * step if a_day is None else each
    days = [_FIRST + timedelta(days=n) for n in range(begun)]
    days += [days[-1] + timedelta(days=1 + n // each) for n in range(max(0, events - begun))]
    return gaf.Case(
        id=kind,
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place=None),
        events=tuple(gaf.Event(on=on, **fields) for on, fields in zip(days, log, strict=False)),
    )


def _events() -> Iterator[Curve]:
    sizes = (1, 10, 100, 300, 1_000, 3_000, 7_000, 20_000, 100_000)

    def works(kind: str, a_day: int | None) -> Iterator[tuple[int, Callable[[], object]]]:
        for size in sizes:
            # Returns in a case without a day to spare are the other curve.
            if size > _LAST_DAYS and kind == "return" and a_day is None:
                return
            case = long_case(kind, size, a_day)
            yield len(case.events), lambda case=case: gaf.assess(case, as_of=_TODAY)

    yield _curve(
        "events",
        "assess, feedback",
        Both(
            "一案，多轮反馈（7,000 个事件以上一天多个）",
            "one case, rounds of feedback (several events a day beyond 7,000)",
        ),
        works("feedback", None),
    )
    yield _curve(
        "events",
        "assess, returns",
        Both("一案，多轮退回，每天一个事件", "one case, rounds of returns, one event a day"),
        works("return", None),
    )
    yield _curve(
        "events",
        "assess, returns, a round a day",
        Both(
            "一案，多轮退回，一轮的六个事件在同一天",
            "one case, rounds of returns, the six events of a round on one day",
        ),
        works("return", len(_ROUNDS["return"])),
    )


# -- cases of a log -------------------------------------------------------------------------------
def _cases(peers: Peers) -> Iterator[Curve]:
    maker, audit = peers.get("audit", "benchmarks/audit.py"), peers.get("gaf_rules.auditing")
    if not (maker and audit):
        return

    def works() -> Iterator[tuple[int, Callable[[], object]]]:
        for size in (1_000, 10_000, 100_000, 1_000_000):
            events, parties = (maker.table_of(part, "polars") for part in maker.log_of(size))
            yield (
                size,
                lambda events=events, parties=parties: audit.audit(
                    events, parties, as_of=maker.AS_OF
                ),
            )

    yield _curve("cases", "audit", Both("整份日志", "a log of cases"), works())


def curves() -> tuple[tuple[Curve, ...], tuple[tuple[str, str], ...]]:
    """All curves, and what could not be had."""
    assert gaf.HAINAN.periods[CLAUSE].days == N  # noqa: S101 - one number, from the rules
    peers = Peers()
    np = peers.get("numpy")
    rows = list(_rows(np)) if np else []
    return (*rows, *_events(), *_cases(peers)), peers.left_out


_AXES = {
    "rows": ("日期数", "dates"),
    "events": ("一案的事件数", "events of one case"),
    "cases": ("一份日志的案件数", "cases of a log"),
}
_SECONDS, _LINEAR = ("秒", "seconds"), ("正比", "linear")


def draw(made: tuple[Curve, ...], path: Path, lang: int) -> None:
    """The curves on logarithmic scales, and a line for "linear" in each panel; ``lang`` 0 is Chinese."""
    import matplotlib as mpl  # noqa: PLC0415 - only for the picture

    mpl.use("svg")
    import matplotlib.pyplot as plt  # noqa: PLC0415 - as above
    from matplotlib.font_manager import get_font_names  # noqa: PLC0415 - as above

    chinese = [] if lang else [name for name in FONTS if name in get_font_names()]

    panels = [name for name in _AXES if any(curve.panel == name for curve in made)]
    steady = {"svg.hashsalt": "gaf_rules", "svg.fonttype": "none"}
    with mpl.rc_context({**steady, "font.size": 9, "font.family": [*chinese, "DejaVu Sans"]}):
        figure, axes = plt.subplots(1, len(panels), figsize=(4.6 * len(panels), 4.6), squeeze=False)
        for name, at in zip(panels, axes[0], strict=True):
            here = [curve for curve in made if curve.panel == name]
            for number, curve in enumerate(here):
                label = f"{curve.name if lang else curve.told.zh} (n^{curve.exponent:.2f})"
                at.loglog(
                    *zip(*curve.points, strict=True), marker="os^D"[number], ms=4, label=label
                )
            size = max(curve.points[-1][0] for curve in here)
            least, low = min(curve.points[0] for curve in here)
            at.loglog(
                [least, size], [low, low * size / least], ":", color="0.5", label=_LINEAR[lang]
            )
            at.set_xlabel(_AXES[name][lang])
            at.set_ylabel(_SECONDS[lang])
            at.grid(visible=True, which="major", color="0.9")
            at.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.16))
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        plt.close(figure)
    # Numbers of many digits and spaces at line ends are what makes such files big and unsteady.
    text = path.read_text("utf-8")
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8")

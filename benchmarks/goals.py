"""What was aimed at, and whether it is reached: each aim with the figure of this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from measure import Both
from reasons import REASONS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Goal", "goals"]

_MICRO = 1e6
# Near-linear: a size ten times as big takes at most sixteen times as long.
_ENOUGH = 1.2


@frozen(kw_only=True)
class Goal:
    """An aim.

    Attributes:
        what: what is aimed at.
        aim: the figure aimed at, with its sign.
        found: the figure of this run; None where it was not measured.
        met: whether it is reached.
        off: how many times worse than the aim, where it is not.
    """

    what: Both
    aim: str
    found: str | None
    met: bool | None
    off: float | None

    @property
    def why(self) -> Both | None:
        """Why it is missed, where it is and somebody looked."""
        if self.met is not False:
            return None
        return next((why for start, why in REASONS.items() if self.what.en.startswith(start)), None)


class _Rows:
    """Figures of a run by question and way."""

    def __init__(self, results: dict[str, Any]) -> None:
        self.rows = {
            (question["key"], row["name"].split(" ")[0], row["name"]): row
            for question in results["questions"]
            for row in question["rows"]
        }
        self.results = results

    def find(self, key: str, text: str) -> dict[str, Any] | None:
        """The first way of a question whose name holds a text."""
        for (question, _, name), row in self.rows.items():
            if question == key and text in name:
                return row
        return None

    def seconds(self, key: str, text: str) -> float | None:
        """Its median for one answer."""
        row = self.find(key, text)
        return None if row is None else row["seconds"][1]

    def ratio(self, key: str, text: str) -> float | None:
        """Its median ratio to ours."""
        row = self.find(key, text)
        return None if row is None else row["ratio"][1]


def _goal(
    what: Both,
    aim: float,
    found: float | None,
    show: Callable[[float], str],
    *,
    at_least: bool,
) -> Goal:
    sign = "≥" if at_least else "≤"
    if found is None:
        return Goal(what=what, aim=f"{sign} {show(aim)}", found=None, met=None, off=None)
    met = found >= aim if at_least else found <= aim
    worse = aim / found if at_least else found / aim
    return Goal(
        what=what,
        aim=f"{sign} {show(aim)}",
        found=show(found),
        met=met,
        off=None if met else worse,
    )


def _micro(value: float) -> str:
    return f"{value * _MICRO:.2f} µs"


def _times(value: float) -> str:
    return f"{value:.1f} ×"


def _rate(value: float) -> str:
    return f"{value:,.0f} /s"


def _milli(value: float) -> str:
    return f"{value * 1000:.0f} ms"


def _power(value: float) -> str:
    return f"n^{value:.2f}"


def _inverse(value: float | None) -> float | None:
    return None if value is None else 1 / value


def goals(results: dict[str, Any]) -> tuple[Goal, ...]:
    """All aims, in the order of the page."""
    rows = _Rows(results)
    fresh, bare = (
        rows.seconds("fresh_process", name) for name in ("gaf_rules, one `assess`", "bare Python")
    )
    over = None if fresh is None or bare is None else fresh - bare
    made = [
        _goal(
            Both("一个期限", "one deadline"),
            0.6e-6,
            rows.seconds("one_deadline", "gaf_rules"),
            _micro,
            at_least=False,
        ),
        _goal(
            Both("同上，比 holidays 快", "the same, faster than holidays"),
            40,
            rows.ratio("one_deadline", "holidays "),
            _times,
            at_least=True,
        ),
        _goal(
            Both("评估一个十二个事件的备案", "a filing of twelve events assessed"),
            25_000,
            _inverse(rows.seconds("one_case", "gaf_rules `assess`")),
            _rate,
            at_least=True,
        ),
        _goal(
            Both(
                "新进程导入并评估，超出空 Python",
                "import and one case in a fresh process, over bare Python",
            ),
            0.1,
            over,
            _milli,
            at_least=False,
        ),
        _goal(
            Both("百万日期、固定天数，与复制之比", "a million dates, fixed n, to a plain copy"),
            6,
            _inverse(rows.ratio("million_fixed", "copyto")),
            _times,
            at_least=False,
        ),
        _goal(
            Both("同上，比 busday_offset 快", "the same, faster than busday_offset"),
            150,
            rows.ratio("million_fixed", "busday_offset"),
            _times,
            at_least=True,
        ),
        _goal(
            Both(
                "百万日期、各有天数，比 busday_offset 快",
                "a million dates, any n, faster than busday_offset",
            ),
            30,
            rows.ratio("million_any", "busday_offset"),
            _times,
            at_least=True,
        ),
        *_logs(results),
        *(
            _goal(
                Both(f"增长：{curve['told'][0]}", f"growth: {curve['told'][1]}"),
                _ENOUGH,
                curve["exponent"],
                _power,
                at_least=False,
            )
            for curve in results["curves"]
            if "copy" not in curve["name"]
        ),
    ]
    return tuple(made)


def _logs(results: dict[str, Any]) -> list[Goal]:
    log = results.get("audit", {})
    return [
        _goal(
            Both("百万案件的日志，已按案件排好", "a log of a million cases, grouped"),
            1_000_000,
            log.get("grouped"),
            _rate,
            at_least=True,
        ),
        _goal(
            Both("同上，未排序，整数键", "the same, unsorted, integer keys"),
            300_000,
            log.get("shuffled"),
            _rate,
            at_least=True,
        ),
        Goal(
            what=Both("同上，文字键", "the same, text keys"),
            aim="–",
            found=None if "text" not in log else _rate(log["text"]),
            met=None,
            off=None,
        ),
        _goal(
            Both("同上，内存与输入之比", "the same, memory to input"),
            3,
            log.get("memory"),
            _times,
            at_least=False,
        ),
    ]

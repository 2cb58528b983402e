"""Turns the results of a run into the page of the reference, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goals import goals
from measure import Both

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PEERS", "PICTURE", "page", "peers", "time_text"]

PEERS = ("<!-- peers: written by `make bench` -->", "<!-- end of peers -->")
"""What stands around the table of peers in the README."""
PICTURE = "growth.svg"
"""The file beside the page."""
_CHINESE = {
    "bare Python": "空的 Python",
    "gaf_rules, one `assess`": "gaf_rules，一次 `assess`",
    "gaf_rules, one `deadline`": "gaf_rules，一次 `deadline`",
    "200 writes and reads of a `dict`": "读写 `dict` 200 次",
}
"""What is run and is no name of a library."""
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_TEXT: dict[str, Both] = {
    "title": Both("并排比较：速度与答案", "Side by side: speed and answers"),
    "made": Both(
        "*本页与图由 `make bench` 生成，请勿手改；数字在 `benchmarks/results.json`。*",
        "*Page and picture are written by `make bench`; do not edit. The figures are kept in "
        "`benchmarks/results.json`.*",
    ),
    "how": Both(
        "本库与其他库在同一进程里轮流运行，每轮各跑一会儿，单双轮顺序相反；比值是同一轮内的比值。表中是中位"
        "数，括号内是中间一半各轮的范围。比值是“该法的用时 ÷ 本库的用时”：大于 1 即比本库慢。斜体的行不是对"
        "手，而是这台机器的极限。凡能提同一个问题的，先比较答案，再比较快慢。",
        "Ours and the other libraries take turns in one process, a moment each in every round, every "
        "other round backwards; ratios are formed within a round. Given are medians and, in brackets, the "
        "middle half of the rounds. A ratio is the time of that way over ours: above 1 it is slower than "
        "ours. Rows in italics are no rivals but what the machine allows. Wherever the same question can "
        "be put, answers are compared before times are.",
    ),
    "machine": Both("机器：", "Machine: "),
    "rounds": Both("{} 轮", "{} rounds"),
    "load": Both(
        "开始时负载 {}（两个核心上还有别的程序在跑时，时间会偏大，比值较稳）。",
        "load at the start {} (times grow when other programs share the cores; ratios hold better).",
    ),
    "goals": Both("目标与结果", "What was aimed at"),
    "goal_head": Both("| 目标 | 要求 | 本次 | |", "| aim | wanted | this run | |"),
    "met": Both("达到", "met"),
    "missed": Both("**未达到**，差距 {} 倍", "**missed**, by a factor of {}"),
    "unmeasured": Both("未测", "not measured"),
    "reported": Both("只列出", "reported only"),
    "head": Both(
        "| 方法 | 用时，{} | 与本库之比 | 答案 | 说明 |",
        "| way | time, {} | to ours | answers | remarks |",
    ),
    "same": Both("{:,} 个全同", "all {:,} the same"),
    "differ": Both("{:,} 个中不同 {:,} 个", "{1:,} of {0:,} differ"),
    "refuse": Both("不答 {:,} 个", "no answer to {:,}"),
    "left": Both("没有装上或不能用", "Not there"),
    "command": Both("命令：", "Command: "),
    "growth": Both("随规模增长", "Growth"),
    "growth_text": Both(
        "对数坐标；点线是正比。指数由 100 以上各点拟合：1 为正比，2 为平方。",
        "Logarithmic scales; the dotted line is proportional. Exponents are fitted to the points from 100 "
        "up: 1 is proportional, 2 is quadratic.",
    ),
    "growth_head": Both(
        "| 曲线 | 最大规模 | 用时 | 指数 |", "| curve | largest size | time | exponent |"
    ),
    "cut": Both("（更大的太久，未测）", " (larger ones would take too long)"),
    "alt": Both("用时随规模增长", "time by size"),
    "why": Both("未达到的目标，原因", "Why aims are missed"),
    "peers_head": Both(
        "| 库 | 一个期限 | 是本库的几倍 | 答案 |",
        "| library | one deadline | times ours | answers |",
    ),
    "peers_note": Both(
        "某日之后第 10 个工作日，逐日比较 2009 至 2026 年；{}，{}，{}。别的库要由使用者自己把放假与调休"
        "逐日告诉它，或者只知道其中几年；都不知道条款、通知的先后与尚未公布的年份。",
        "The 10th working day after a day, compared day by day from 2009 to 2026; {}, {}, {}. Of the others "
        "some have to be told every day off and made-up day by the caller, some know a few years only; none "
        "knows clauses, what was known on a day, or the years that no notice covers.",
    ),
    "guard": Both("守住速度", "What keeps it so"),
    "guard_text": Both(
        "`tests/speed` 在每次测试中核对：期限与案件数指令（`valgrind --tool=callgrind`，没有则跳过并说明）"
        "；大批日期用同一进程内轮流所得的比值，比存下的比值差两成即失败。测试自带一个故意放慢的版本，证明它"
        "会失败。",
        "`tests/speed` checks with every test run: instructions of a deadline and of a case (`valgrind "
        "--tool=callgrind`; skipped with a reason where it is missing), and for arrays of dates ratios "
        "taken in turn within one process, which fail when a fifth worse than those kept. A version "
        "slowed down on purpose shows that it does.",
    ),
}


def _say(key: str, lang: int) -> str:
    return _TEXT[key].en if lang else _TEXT[key].zh


def time_text(seconds: float) -> str:
    """A time with three digits and its unit.

    >>> time_text(0.00000032154)
    '322 ns'
    """
    for size, unit in _UNITS:
        if seconds >= size or unit == "ns":
            value = seconds / size
            digits = 0 if value >= 100 else 1 if value >= 10 else 2  # noqa: PLR2004 - three digits in all
            return f"{value:.{digits}f} {unit}"
    raise AssertionError


def _ratio(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def _between(low: str, high: str) -> str:
    """Both in brackets, in which no line ends."""
    return f"({low} –\u2060 {high})".replace(" ", "\u00a0")


def page(results: dict[str, Any], lang: int) -> str:
    """The page; ``lang`` 0 is Chinese, 1 English."""

    def say(key: str) -> str:
        return _say(key, lang)

    about = results["machine"]
    why = [
        f"- {(goal.what.zh, goal.what.en)[lang]}{('：', ': ')[lang]}{(goal.why.zh, goal.why.en)[lang]}"
        for goal in goals(results)
        if goal.why is not None
    ]
    parts = [
        f"# {say('title')}",
        say("made"),
        say("how"),
        (
            f"{say('machine')}{about['cpu']}, {about['cores']} × CPU, {about['python']}, "
            f"{results['date']}; {say('rounds').format(results['rounds'])}; "
            f"{say('load').format(about['load'])}"
        ),
        f"## {say('goals')}",
        _goals(results, lang),
        f"{say('command')}`make bench`",
        f"### {say('why')}" if why else "",
        "\n".join(why),
    ]
    for question in results["questions"]:
        parts += _question(question, lang)
    parts += [
        f"## {say('growth')}",
        say("growth_text"),
        f"![{say('alt')}]({PICTURE})",
        _growth(results, lang),
        f"{say('command')}`make bench`",
        f"## {say('guard')}",
        say("guard_text"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(head: str, rows: Sequence[str]) -> str:
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows])


def _goals(results: dict[str, Any], lang: int) -> str:
    rows = []
    for goal in goals(results):
        if goal.met is None:
            verdict = _say("unmeasured" if goal.found is None else "reported", lang)
        elif goal.met:
            verdict = _say("met", lang)
        else:
            verdict = _say("missed", lang).format(f"{goal.off:.2f}")
        what = goal.what.zh if lang == 0 else goal.what.en
        rows.append(f"| {what} | {goal.aim} | {goal.found or '–'} | {verdict} |")
    return _table(_say("goal_head", lang), rows)


def _question(question: dict[str, Any], lang: int) -> list[str]:
    rows = [_row(row, lang) for row in question["rows"]]
    head = _say("head", lang).format(question["unit"][lang])
    left = "; ".join(f"{name}: {why}" for name, why in question["left_out"])
    command = f"python benchmarks/side_by_side.py {question['key']}"
    return [
        f"## {question['title'][lang]}",
        question["about"][lang],
        _table(head, rows) if rows else "",
        f"{_say('left', lang)}: {left}." if left else "",
        f"{_say('command', lang)}`{command}`",
    ]


def _row(row: dict[str, Any], lang: int) -> str:
    low, mid, high = row["seconds"]
    less, ratio, more = row["ratio"]
    name = row["name"] if lang else _CHINESE.get(row["name"], row["name"])
    name = f"*{name}*" if row["limit"] else name
    took = f"{time_text(mid)} {_between(time_text(low), time_text(high))}"
    over = (
        "1"
        if less == ratio == more == 1
        else f"{_ratio(ratio)} {_between(_ratio(less), _ratio(more))}"
    )
    remark = row["remark"][lang] if row["remark"] else ""
    return f"| {name} | {took} | {over} | {_answers(row['agreement'], lang)} | {remark} |"


def peers(results: dict[str, Any], lang: int) -> str:
    """The table of peers for the README, with the marks around it; ``lang`` 0 is Chinese, 1 English."""
    asked = next(each for each in results["questions"] if each["key"] == "one_deadline")
    rows = [
        f"| {row['name']} | {time_text(row['seconds'][1])} | {_ratio(row['ratio'][1])} | "
        f"{_answers(row['agreement'], lang)} |"
        for row in asked["rows"]
        if not row["limit"]
    ]
    about = results["machine"]
    note = _say("peers_note", lang).format(about["cpu"], about["python"], results["date"])
    table = _table(_say("peers_head", lang), rows)
    return f"{PEERS[0]}\n{table}\n\n{note}\n{PEERS[1]}"


def _answers(found: dict[str, Any] | None, lang: int) -> str:
    if found is None:
        return "–"
    asked = found["asked"] - found["refused"]
    key = "differ" if found["other"] else "same"
    text = _say(key, lang).format(asked, found["other"])
    if found["refused"]:
        text += ("；" if lang == 0 else "; ") + _say("refuse", lang).format(found["refused"])
    return text


def _growth(results: dict[str, Any], lang: int) -> str:
    rows = []
    for curve in results["curves"]:
        size, took = curve["points"][-1]
        cut = _say("cut", lang) if curve["cut"] else ""
        rows.append(
            f"| {curve['told'][lang]} | {size:,}{cut} | {time_text(took)} | {curve['exponent']:.2f} |"
        )
    return _table(_say("growth_head", lang), rows)

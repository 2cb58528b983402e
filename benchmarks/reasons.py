"""Why an aim is missed where it is: shown on the page only when the run at hand misses it."""

from __future__ import annotations

from measure import Both

__all__ = ["REASONS"]

# The beginning of the aim's English words → why, if it is missed.
REASONS: dict[str, Both] = {
    "a filing of twelve events": Both(
        "一件案子约需数百次小函数调用，没有一处特别突出：事件走转换表约占三成，期限约占四分之一，公开的"
        "值与认定占其余。剖析："
        "`python -m cProfile -s tottime benchmarks/hot_paths.py assess 2000`。"
        "成批的案件请用 `gaf.audit`。",
        "A case is some hundreds of small calls "
        "with none that stands out: the log through the transition table takes about a third, duties a "
        "quarter, public values and findings the rest. Profile: "
        "`python -m cProfile -s tottime benchmarks/hot_paths.py assess 2000`. For many cases "
        "there is `gaf.audit`.",
    ),
    "import and one case": Both(
        "进程的时间用在导入：约四成是 attrs 与标准库自身，四分之一是 attrs 造出七十多个类，其余是模块、"
        '规则行与日历。剖析：`python -X importtime -c "import gaf_rules; gaf_rules.assess"`。'
        "机器忙时这个数随之变大，空 Python 的时间也在表中。",
        "The time goes into importing: two fifths are attrs and the standard library themselves, a quarter "
        "is attrs making some seventy classes, the rest modules, rows and the calendar. Profile: `python -X "
        'importtime -c "import gaf_rules; gaf_rules.assess"`. It grows with what else the machine '
        "does; bare Python is in the table beside it.",
    ),
    "a million dates, fixed n": Both(
        "这一步受内存带宽所限，别的程序同时占用内存时，与复制之比会变大。",
        "This is bound by memory: when other programs use it too, the ratio to a copy grows.",
    ),
    "the same, faster than busday_offset": Both(
        "我们每个日期读表一次，约两纳秒，再快就只剩复制；内存被别的程序占用时，我们慢得比 numpy 多，比值随"
        "之变小。",
        "Ours is one look-up of about two nanoseconds a date, a copy being the floor. When other programs "
        "use the memory we lose more by it than numpy, which computes, and the ratio shrinks.",
    ),
    "growth: one case, rounds of feedback": Both(
        "两万个事件以内接近正比；十万个事件时，每天有十五个，同一天内取次序的步数随其平方增长，垃圾回收又多"
        "次走过几百万个对象：关掉回收，时间少三分之一。一份日志有七千个事件，已是二十年里天天有事。",
        "Near-linear to twenty thousand events. With a hundred thousand there are fifteen a day, and "
        "putting a day in order takes steps by their square; and garbage collection walks some millions "
        "of objects again and again: without it the time is a third less. Seven thousand events are one "
        "on every day of twenty years.",
    ),
    "a log of a million cases": Both(
        "一个案件平均十二个事件、七项义务、二十列：读入与写出约占四成，归类与走转移表四分之一，逐案求值三分"
        "之一，都是数组运算，各步受内存所限；要快到每秒百万个，每个事件连读带写只有八十纳秒。一成案件的同日"
        "事件须另寻次序，占走表时间的一半。剖析：`python benchmarks/audit_parts.py 1000000`，各部分见多日期"
        "多案件一页。",
        "A case has twelve events, seven duties and twenty columns on average: reading and writing take "
        "about four tenths, kinds and the transition table a quarter, evaluation case by case a third, "
        "all of it arrays and bound by memory; a million a second would leave eighty nanoseconds for an "
        "event, from column to column. One case in ten has a day whose order has to be looked for, which "
        "is half the time of the table. Profile: `python benchmarks/audit_parts.py 1000000`, and its "
        "parts in the guide on columns.",
    ),
    "the same, unsorted": Both(
        "同上，另加一次排序：一千二百万个整数。",
        "As above, and one sort of twelve million whole numbers.",
    ),
}

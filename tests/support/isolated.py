"""The same questions, asked in a process of its own under whatever circumstances: a program.

    python [-O] [-bb] [-X dev] isolated.py HOW EVERY [COUNT] [--fault NAME]

Prints as JSON the digest of the answer to every EVERY-th worked case. HOW: ``plain``, ``asked`` (COUNT
other questions first), ``threads``, ``fork``, ``spawn``, ``interpreter``, ``dumped`` (pickles too, in hex).
``audited`` prints instead what was done beyond thinking: files, sockets, the environment. A fault is put
into what is asked, so that a test sees that it would be noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import multiprocessing
import os
import pickle
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from worked_cases import WorkedCase

__all__ = ["FAULTS", "HOWS", "Stamped", "answer", "main"]

_THREADS = 16


# -- the questions ----------------------------------------------------------------------------------------
def _chosen(every: int) -> list[WorkedCase]:
    from worked_cases import worked_cases

    return worked_cases()[::every]


def answer(case: WorkedCase) -> str:
    """All that is said about a case, as a digest."""
    import gaf_rules as gaf
    from gaf_rules.report import report_text

    said: list[str] = []
    try:
        held = case.assess()
    except gaf.GafRulesError as error:
        said.append(json.dumps(error.to_dict()))
    else:
        said.append(json.dumps(held.to_dict(), ensure_ascii=False))
        for lang in ("zh", "en"):
            said += [str(gaf.explain(held, lang=lang)), report_text(held, lang)]
        said.append(gaf.timeline(held)._repr_html_())
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _answers(every: int) -> dict[str, str]:
    return {case.name: answer(case) for case in _chosen(every)}


# -- the circumstances ------------------------------------------------------------------------------------
def _asked(every: int, count: int) -> dict[str, str]:
    """Others first: other logs under the same ids, other readings, days, calendars and guidelines."""
    from datetime import date

    from attrs import evolve
    from worlds import moments

    import gaf_rules as gaf

    names = [case.document["id"] for case in _chosen(every)]
    other = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    earlier = gaf.CHINA.as_known_on(date(2025, 6, 1))
    for number, world in enumerate(moments(count, 500_000)):
        case = evolve(world.case, id=names[number % len(names)])
        guideline = other if number % 3 == 0 else gaf.HAINAN
        calendar = earlier if number % 7 == 0 else gaf.CHINA
        try:
            gaf.assess(
                case,
                as_of=world.as_of,
                readings=world.readings,
                guideline=guideline,
                calendar=calendar,
            ).to_dict()
        except gaf.GafRulesError as error:
            error.to_dict()
    return _answers(every)


def _in_threads(every: int, _: int) -> dict[str, str]:
    """Each thread asks all, from another place on, from the first moment of the process on."""
    chosen = _chosen(every)
    found: list[dict[str, str]] = [{} for _ in range(_THREADS)]
    start = threading.Barrier(_THREADS)
    sys.setswitchinterval(1e-6)

    def work(number: int) -> None:
        start.wait()
        for place in range(len(chosen)):
            case = chosen[(place + number * len(chosen) // _THREADS) % len(chosen)]
            found[number][case.name] = answer(case)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _one_of(found)


def _one_of(found: list[dict[str, str]]) -> dict[str, str]:
    """What all of them say; where they differ, that."""
    every = {name: sorted({each.get(name, "nothing") for each in found}) for name in found[0]}
    return {name: "/".join(said) for name, said in every.items()}


def _in_processes(method: str) -> Callable[[int, int], dict[str, str]]:
    def found(every: int, _: int) -> dict[str, str]:
        if method == "fork":
            _answers(every * 4)  # what is kept in memory by now goes into the child
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(2, mp_context=context) as pool:
            return dict(pool.map(_named, range(0, len(_chosen(1)), every)))

    return found


def _named(number: int) -> tuple[str, str]:
    case = _chosen(1)[number]
    return case.name, answer(case)


_INSIDE = """
import json, sys
sys.path[:0] = {path!r}
from isolated import _answers
with open({place!r}, "w", encoding="utf-8") as file:
    json.dump(_answers({every}), file)
"""


def _in_interpreter(every: int, _: int) -> dict[str, str]:
    """In a second interpreter of this process: from Python 3.12 on with a lock of its own."""
    # No part of the library that Python describes; the name is another since 3.13.
    interpreters = __import__(
        "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    )
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "said.json")
        made = interpreters.create()
        interpreters.run_string(made, _INSIDE.format(path=sys.path, place=str(place), every=every))
        interpreters.destroy(made)
        found: dict[str, str] = json.loads(place.read_text("utf-8"))
        return found


class Stamped:
    """A fault: a value that takes its hash along when it is pickled."""

    def __init__(self, text: str) -> None:
        self.text, self.stamp = text, hash(text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stamped) and self.text == other.text

    def __hash__(self) -> int:
        return self.stamp


def _dumped(every: int, _: int) -> dict[str, str]:
    """The values too, as pickles: another process, with other hashes, reads them."""
    from isolated import Stamped as Importable
    from travel import answers

    for value in answers().values():
        with contextlib.suppress(TypeError):
            hash(value)  # a hash that is kept is there by now
    values = {**answers(), "stamped": Importable("x")}
    kept = {f"pickle {name}": pickle.dumps(value).hex() for name, value in values.items()}
    return _answers(every) | kept


HOWS: dict[str, Callable[[int, int], dict[str, str]]] = {
    "plain": lambda every, _: _answers(every),
    "asked": _asked,
    "threads": _in_threads,
    "fork": _in_processes("fork"),
    "spawn": _in_processes("spawn"),
    "interpreter": _in_interpreter,
    "dumped": _dumped,
}


# -- faults -----------------------------------------------------------------------------------------------
def _shared(ask: Callable[..., Any]) -> Callable[..., Any]:
    """What is asked lies in one place for all while it is answered."""
    desk: dict[str, Any] = {}

    def asked(*args: Any, **named: Any) -> Any:
        desk["question"] = args, named
        time.sleep(0.001)
        args, named = desk["question"]
        return ask(*args, **named)

    return asked


def _remembered(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Who has asked about a case of this name gets the same again."""
    kept: dict[Any, Any] = {}

    def asked(case: Any, **named: Any) -> Any:
        if case.id not in kept:
            kept[case.id] = ask(case, **named)
        return kept[case.id]

    return asked


def _hashed(ask: Callable[..., Any]) -> Callable[..., Any]:
    """The log is sorted as the hashes of its words have it, and the last event left out."""

    def asked(case: Any, **named: Any) -> Any:
        from attrs import evolve

        events = sorted(case.events, key=lambda each: hash(each.type))
        return ask(evolve(case, events=tuple(events[:-1])), **named)

    return asked


def _asserted(ask: Callable[..., Any]) -> Callable[..., Any]:
    """An assertion does what the answer rests on."""

    def asked(case: Any, **named: Any) -> Any:
        from attrs import evolve

        events = list(case.events)
        assert not events or events.pop()
        return ask(evolve(case, events=tuple(events)), **named)

    return asked


def _in_bytes(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Bytes are shown as a text."""

    def asked(case: Any, **named: Any) -> Any:
        assert str(case.id.encode())
        return ask(case, **named)

    return asked


def _left_open(ask: Callable[..., Any]) -> Callable[..., Any]:
    """A file is left open, which development mode tells."""

    def asked(case: Any, **named: Any) -> Any:
        open(__file__, "rb")  # noqa: PTH123, SIM115 - as said
        return ask(case, **named)

    return asked


FAULTS: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "shared": _shared,
    "remembered": _remembered,
    "hashed": _hashed,
    "asserted": _asserted,
    "in bytes": _in_bytes,
    "left open": _left_open,
}


# -- what is done beyond thinking -------------------------------------------------------------------------
_QUIET = (
    "import",
    "exec",
    "compile",
    "marshal.",
    "object.__",
    "code.__new__",
    "sys._getframe",
    "function.",
    "builtins.id",
)


class _Closed(dict[str, str]):
    """An environment that nobody may look at."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def _read(self, *_: object) -> NoReturn:
        self.told.append("environment")
        raise KeyError

    __getitem__ = __contains__ = __iter__ = keys = items = values = _read

    def get(self, *_: object) -> None:  # type: ignore[override]  # as above
        """Nothing, and it is told."""
        self.told.append("environment")


def _all_that_is_asked() -> None:
    """The import, and one question of each kind."""
    from datetime import date

    import gaf_rules as gaf
    from gaf_rules.report import report_text

    day = date(2026, 3, 9)
    case = gaf.Case(
        id="one",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place="460100"),
        events=(gaf.Event(type="app_launched", on=day),),
    )
    held = gaf.assess(case, as_of=day)
    for lang in ("zh", "en"):
        str(gaf.explain(held, lang=lang)), report_text(held, lang)
    gaf.timeline(held)._repr_html_(), gaf.inbox([case], "sponsor", as_of=day).html()
    gaf.plan(case.app, sponsor=case.sponsor, launch_on=date(2026, 8, 3), as_of=day).to_dict()
    gaf.deadline("2.4.4c", day).to_dict()
    gaf.CHINA.as_known_on(day).bounds_after(date(2028, 1, 1), 10)
    try:
        gaf.Case.from_dict({"schema": "gaf-case/1"})
    except gaf.GafRulesError as error:
        error.to_dict()


_BEYOND: dict[str, Callable[[], Any]] = {
    "file": lambda: open("/etc/hostname", "rb").close(),  # noqa: PTH123 - the plainest way
    "written": lambda: open(__file__, "ab").close(),  # noqa: PTH123 - likewise
    "folder": lambda: os.listdir("/"),  # noqa: PTH208 - likewise
    "environment": lambda: os.environ.get("HOME"),
    "socket": lambda: __import__("socket").socket().close(),
    "program": lambda: os.system("true"),  # noqa: S605, S607 - likewise
}


def _others_modules() -> list[str]:
    """What the library loads that is not its own: asked in another process."""
    import subprocess

    program = (
        "import sys; before = {*sys.modules}; import isolated; isolated._all_that_is_asked();"
        "print(*(n for n in sys.modules if n.split('.')[0] != 'gaf_rules' and n not in before))"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def _audited(fault: str | None) -> dict[str, list[str]]:
    """What the import and the questions do that is more than reading the files of the package."""
    import importlib
    import importlib.util

    sys.dont_write_bytecode = True
    for name in (*_others_modules(), *(("socket",) if fault else ())):
        importlib.import_module(name)
    spec = importlib.util.find_spec("gaf_rules")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    (home,) = spec.submodule_search_locations
    told: list[str] = []
    read: list[str] = []

    def heard(event: str, args: tuple[Any, ...]) -> None:
        if not watching or event.startswith(_QUIET):
            return
        path = str(args[0]) if args else ""
        if event in {"open", "os.listdir", "os.scandir"} and path.startswith(home):
            read.append(path)
            if event != "open" or not {*str(args[1])} & {*"wax+"}:
                return
        told.append(f"{event} {path}")

    watching = False
    sys.addaudithook(heard)
    environment, os.environ = os.environ, _Closed(told)  # type: ignore[assignment]  # nobody may look
    watching = True
    _all_that_is_asked()
    for each in () if fault is None else _BEYOND.values():
        each()
    watching = False
    os.environ = environment  # noqa: B003 - put back as it was
    return {"told": sorted({*told}), "read": sorted({*read})}


def main() -> None:
    """The answers, as asked for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("how", choices=[*HOWS, "audited"])
    asked.add_argument("every", type=int)
    asked.add_argument("count", type=int, nargs="?", default=0)
    asked.add_argument("--fault", choices=[*FAULTS, "all"])
    given = asked.parse_args()
    found: Any
    if given.how == "audited":
        found = _audited(given.fault)
    else:
        if given.fault is not None:
            import gaf_rules as gaf

            gaf.assess = FAULTS[given.fault](gaf.assess)
        found = HOWS[given.how](given.every, given.count)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()

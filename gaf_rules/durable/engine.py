"""The driver of the C module ``durable_rules_engine``: nothing reaches it but through here.

The library is old C with known ways to end a process. So there is no ``Host`` and no ``durable.lang``; one
compiled handle for each part of the ruleset in a process (and in each forked child its own); one live state
at a time under a lock; a sentinel fact first; facts one by one under ids of our own; and the state deleted
whatever happens. Whatever comes back is held against what was sent. A handle that misbehaved, or that an
interrupt left with a state, is thrown away.

The sentinel has a rule of its own. A new state holds two pointers that nobody has set, and deleting it frees
them: only a completed action sets them. So a state that has not answered the sentinel is never deleted; its
handle is given up instead.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from attrs import define, field

from gaf_rules.durable.guards import (
    MOST_RULES,
    EngineError,
    FactKind,
    Rule,
    RulePart,
    check_fact,
    check_part,
)
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.durable.premises import Value

__all__ = ["Engine", "EngineDriver", "Session", "as_json", "load"]

_SENTINEL = "~"
_AWAKE = {"awake": True}
_ACCEPTED = (0, 1)
_SPELLED = {"neq": "$neq", "lte": "$lte", "gt": "$gt"}


class Session(Protocol):
    """Something that can be told facts, each kind once, and answers with the rules that fired."""

    def tell(self, kind: FactKind, values: dict[str, Value]) -> tuple[Rule, ...]:
        """The rules that one fact makes fire, in the order of the ruleset."""


class Engine(Protocol):
    """Something that opens sessions."""

    def session(self, part: RulePart) -> Any:
        """A context manager that gives a :class:`Session`."""


def load() -> Any:
    """The C module.

    Raises:
        GafRulesError: it is not installed, or was built for another Python; says how to get it.
    """
    try:
        return import_module("durable_rules_engine")
    except ImportError as error:
        flag = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install durable-rules"
        raise GafRulesError(
            zh=f"engine='durable' 需要 durable_rules，但没有安装。请运行 "
            f'pip install "gaf-rules[durable]"，需有 C 编译器；Python 3.13 及以上请运行 {flag}',
            en=f"engine='durable' needs durable_rules ({error}). Run: pip install \"gaf-rules[durable]\"; it "
            f"needs a C compiler. On Python 3.13 and later run: {flag}",
        ) from error


def _premise(name: str, op: str, value: Value) -> dict[str, Any]:
    return {name: value} if op == "eq" else {_SPELLED[op]: {name: value}}


def as_json(part: RulePart) -> str:
    """The rules of a part as the C module reads them: conjunctions only, the kind first."""
    rules: dict[str, Any] = {
        rule.id: {
            "all": [
                {
                    "m": {
                        "$and": [
                            {"kind": kind.name},
                            *(_premise(p.atom.name, p.op, p.value) for p in rule.premises),
                        ]
                    }
                }
            ]
        }
        for kind in part.kinds
        for rule in kind.rules
    }
    rules[_SENTINEL] = {"all": [{"m": {"$and": [{"kind": _SENTINEL}, _AWAKE]}}]}
    return json.dumps(rules)


def _broken(part: str, what: str) -> EngineError:
    return EngineError(
        zh=f"第二引擎在 {part} 中失常：{what}；其结果不予采用",
        en=f"the second engine went wrong in {part}: {what}; its result is not used",
    )


@define(eq=False)
class _Handle:
    """One compiled part: its number, and the sid that is live, if any."""

    part: RulePart
    number: int
    rules: dict[str, Rule]
    kinds: dict[str, FactKind]
    live: str | None = None


@define(eq=False)
class _EngineSession:
    """One session over one handle."""

    engine: Any
    handle: _Handle
    sid: str
    told: set[str] = field(factory=set)
    awake: bool = False

    def start(self) -> None:
        """The sentinel: it makes the state, and its rule, alone, fires."""
        if [rule_id for rule_id, _ in self._fired(_SENTINEL, _AWAKE)] != [_SENTINEL]:
            raise _broken(self.handle.part.name, "the sentinel was not answered")
        self.awake = True

    def tell(self, kind: FactKind, values: dict[str, Value]) -> tuple[Rule, ...]:
        """See :class:`Session`."""
        name = kind.name
        # The very kind that was checked when the rules were made, not one of its name.
        if name in self.told or self.handle.kinds.get(name) is not kind:
            raise EngineError(
                zh=f"第二引擎：{name} 在这里已说过一次，或不属于 {self.handle.part.name}",
                en=f"second engine: {name} was told here already, or is not of {self.handle.part.name}",
            )
        check_fact(kind, values)
        self.told.add(name)
        fired: dict[str, Rule] = {}
        for rule_id, matched in self._fired(name, values):
            rule = self.handle.rules.get(rule_id)
            if rule is None or rule.kind != name or rule_id in fired:
                raise _broken(self.handle.part.name, f"{rule_id} fired twice or out of place")
            if any(matched.get(key) != value for key, value in values.items()):
                raise _broken(self.handle.part.name, f"{rule_id} matched another fact")
            fired[rule_id] = rule
        return tuple(rule for rule in kind.rules if rule.id in fired)

    def _fired(
        self, kind: str, values: Mapping[str, Value]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each rule that fires on a fact, and the fact as the engine gives it back."""
        state = self._assert(kind, values)
        if state is None:
            return
        engine, number = self.engine, self.handle.number
        started = engine.start_action_for_state(number, state)
        message = None if started is None else started[1]
        for _ in range(MOST_RULES + 1):
            if message is None:
                return
            yield _read(message, self.handle.part.name)
            message = engine.complete_and_start_action(number, state)
        raise _broken(self.handle.part.name, "it does not stop firing")

    def _assert(self, kind: str, values: Mapping[str, Value]) -> int | None:
        fact = {"sid": self.sid, "id": f"f{len(self.told)}", "kind": kind, **values}
        code, state = self.engine.assert_fact(self.handle.number, json.dumps(fact))
        if code not in _ACCEPTED:
            raise _broken(self.handle.part.name, f"return code {code}")
        return None if code == 1 else int(state)


def _read(message: str, part: str) -> tuple[str, dict[str, Any]]:
    """The rule that fired and the fact that it matched."""
    found = json.loads(message)
    if len(found) != 1:
        raise _broken(part, "several rules in one answer")
    ((rule_id, frame),) = found.items()
    return rule_id, frame["m"]


class EngineDriver:
    """The engine of one process: compiled parts, each at most once, one session at a time.

    Arguments:
        engine: the C module; loaded where none is given.
    """

    def __init__(self, engine: Any = None) -> None:
        self._engine = load() if engine is None else engine
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._handles: dict[str, _Handle] = {}
        self._numbers = count()

    @contextmanager
    def session(self, part: RulePart) -> Iterator[_EngineSession]:
        """A session over one part; its state is gone when the block is left, however it is left."""
        if os.getpid() != self._pid:
            # A forked child inherits tables and perhaps a lock that nobody will open: it begins anew.
            self._lock = threading.Lock()
            self._handles = {}
            self._pid = os.getpid()
        with self._lock:
            handle = self._handle(part)
            sid = f"s{next(self._numbers)}"
            handle.live = sid
            told = _EngineSession(self._engine, handle, sid)
            sound = False
            try:
                told.start()
                yield told
                sound = True
            finally:
                self._close(told, sound=sound)

    def _handle(self, part: RulePart) -> _Handle:
        held = self._handles.get(part.name)
        if held is not None and held.live is None and held.part is part:
            return held
        if held is not None:
            self._discard(held)
        check_part(part)
        number = self._engine.create_ruleset(part.name, as_json(part))
        rules = {rule.id: rule for kind in part.kinds for rule in kind.rules}
        made = _Handle(part, number, rules, {kind.name: kind for kind in part.kinds})
        self._handles[part.name] = made
        return made

    def _close(self, told: _EngineSession, *, sound: bool) -> None:
        handle = told.handle
        try:
            if told.awake:
                self._engine.delete_state(handle.number, told.sid)
                handle.live = None
        except Exception:
            # Where something went wrong before, that is what is to be told.
            if sound:
                raise
        finally:
            # Whatever went wrong in between, nobody knows what the tables look like now.
            if not sound or handle.live is not None:
                self._discard(handle)

    def _discard(self, handle: _Handle) -> None:
        self._handles.pop(handle.part.name, None)
        self._engine.delete_ruleset(handle.number)

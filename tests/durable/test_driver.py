"""The driver: what must not reach the C module does not, and nothing is left behind, whatever happens."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="durable_rules is not installed for this Python",
    exc_type=ImportError,
)

import durable_rules_engine

from gaf_rules.durable.engine import EngineDriver, as_json
from gaf_rules.durable.guards import (
    EngineError,
    FactKind,
    Rule,
    RulePart,
    check_fact,
    check_part,
    collision,
    fnv32,
)
from gaf_rules.durable.premises import Atom, Premise

_FLAG, _WORD, _NUMBER = (
    Atom("given", ("flag",)),
    Atom("given", ("word",), str),
    Atom("given", ("number",), int),
)
_TYPES: dict[str, type] = {"given_flag": bool, "given_word": str, "given_number": int}
_FACT: dict[str, Any] = {"given_flag": True, "given_word": "x", "given_number": 1}
# Found by search; FNV-1a takes both words of a pair to the same 32 bits.
_TWINS = [("costarring", "liquid"), ("declinate", "macallums"), ("altarage", "zinke")]


def _kind(*rules: Rule, name: str = "k", types: dict[str, type] | None = None) -> FactKind:
    return FactKind(name, _TYPES if types is None else types, rules)


def _rule(*premises: Premise, rule_id: str = "r", kind: str = "k") -> Rule:
    return Rule(rule_id, kind, premises, ("says", True))


_FIRES = _rule(Premise(_FLAG, "eq", value=True), rule_id="fires")
_SLEEPS = _rule(Premise(_FLAG, "eq", value=False), rule_id="sleeps")
_PART = RulePart("p", (_kind(_FIRES, _SLEEPS), _kind(name="other", types={"given_flag": bool})))


# -- at build ----------------------------------------------------------------------------------------
def _many(count: int) -> tuple[Rule, ...]:
    return tuple(_rule(Premise(_NUMBER, "eq", n), rule_id=f"r{n}") for n in range(count))


@pytest.mark.parametrize(
    ("part", "word"),
    [
        (RulePart("p", (_kind(_rule(*[Premise(_FLAG, "eq", value=True)] * 16)),)), "premises"),
        (RulePart("p", (_kind(*_many(61)),)), "rules"),
        (RulePart("p", tuple(_kind(name=f"k{n}") for n in range(64))), "at once"),
        (RulePart("p", (_kind(types={f"p{n}": bool for n in range(121)}),)), "properties"),
        (RulePart("p", (_kind(_FIRES, _FIRES),)), "twice"),
        (RulePart("p", (_kind(), _kind())), "twice"),
        (RulePart("p", (_kind(_rule(kind="other")),)), "of kind"),
        (RulePart("p", (_kind(_rule(Premise(_FLAG, "nex", value=True))),)), "not known"),
        (RulePart("p", (_kind(_rule(Premise(_FLAG, "$or", value=True))),)), "not known"),
        (
            RulePart("p", (_kind(_rule(Premise(Atom("given", ("unseen",)), "eq", value=True))),)),
            "not known",
        ),
        (RulePart("p", (_kind(_rule(Premise(_FLAG, "eq", 1))),)), "wanted"),
        (RulePart("p", (_kind(_rule(Premise(_NUMBER, "eq", value=True))),)), "wanted"),
        (RulePart("p", (_kind(_rule(Premise(_WORD, "gt", "a"))),)), "more or less"),
        (RulePart("p", (_kind(_rule(Premise(_NUMBER, "eq", 2**53 + 1))),)), "too large"),
        (RulePart("p", (_kind(_rule(Premise(_WORD, "eq", "\ud800"))),)), "surrogate"),
        (RulePart("p", (_kind(_rule(Premise(_WORD, "eq", "x" * 4097))),)), "at most"),
        *(
            (RulePart("p", (_kind(types={name: bool}),)), "name")
            for name in ("id", "sid", "kind", "$s", "m", "s", "", "Upper", "a.b", "名", "x" * 200)
        ),
        (RulePart("p", (_kind(types={"fine": float}),)), "type"),
        (RulePart("p", (_kind(name="$all"),)), "name"),
        (RulePart("p\x00", ()), "name"),
        (RulePart("p", (_kind(_rule(rule_id="r\n")),)), "name"),
        *((RulePart("p", (_kind(types=dict.fromkeys(twins, bool)),)), "hash") for twins in _TWINS),
        *((RulePart("p", tuple(_kind(name=name) for name in twins)), "hash") for twins in _TWINS),
        *(
            (RulePart("p", (_kind(*(_rule(rule_id=name) for name in twins)),)), "hash")
            for twins in _TWINS
        ),
    ],
)
def test_a_part_outside_the_limits_is_refused_before_the_engine_sees_it(
    part: RulePart, word: str
) -> None:
    with pytest.raises(EngineError, match=word):
        check_part(part)
    with pytest.raises(EngineError), EngineDriver(_Untouchable()).session(part):
        pass


class _Untouchable:
    """An engine that must not be called."""

    def __getattr__(self, name: str) -> Any:
        pytest.fail(f"{name} was called")


def test_what_stays_within_the_limits_passes() -> None:
    check_part(RulePart("p", (_kind(_rule(*[Premise(_FLAG, "eq", value=True)] * 15)),)))
    check_part(RulePart("p", (_kind(*_many(60)),)))
    check_part(RulePart("p", tuple(_kind(name=f"k{n}") for n in range(63))))


def test_twins_are_twins_and_the_hash_is_the_library_s() -> None:
    assert all(fnv32(a) == fnv32(b) for a, b in _TWINS)
    # These two numbers stand in the library's own source.
    assert (fnv32("id"), fnv32("sid")) == (926444256, 3593476751)
    assert collision(["a", "b", "a"]) is None


def test_ids_of_facts_and_sessions_never_collide() -> None:
    assert collision(f"f{n}" for n in range(64)) is None


def test_rules_are_conjunctions_with_the_kind_first() -> None:
    rules = json.loads(as_json(_PART))
    for rule in rules.values():
        ((message,),) = ([m["m"]["$and"] for m in rule["all"]],)
        assert list(message[0]) == ["kind"]
        words = json.dumps(message)
        assert not any(
            f'"{word}"' in words for word in ("$or", "$nex", "$ex", "$mt", "$add", "none")
        )
    assert len(rules) == 3


# -- at each call ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fact",
    [
        {},
        {**_FACT, "more": 1},
        {**_FACT, "given_flag": 1},
        {**_FACT, "given_flag": None},
        {**_FACT, "given_number": True},
        {**_FACT, "given_number": 1.0},
        {**_FACT, "given_number": float("nan")},
        {**_FACT, "given_number": 2**53 + 1},
        {**_FACT, "given_number": -(2**53) - 1},
        {**_FACT, "given_word": b"x"},
        {**_FACT, "given_word": "x" * 4097},
        {**_FACT, "given_word": "\udfff"},
        {**_FACT, "given_word": ["x"]},
        {**_FACT, "given_word": {"x": {"x": {}}}},
        [],
        None,
    ],
)
def test_a_fact_that_is_not_plain_is_refused(fact: Any) -> None:
    with pytest.raises(EngineError):
        check_fact(_PART.kinds[0], fact)
    driver = EngineDriver()
    with pytest.raises(EngineError), driver.session(_PART) as session:
        session.tell(_PART.kinds[0], fact)
    with driver.session(_PART) as session:
        assert session.tell(_PART.kinds[0], _FACT) == (_FIRES,)


@pytest.mark.parametrize("number", [2**53, -(2**53), 0])
@pytest.mark.parametrize("word", ["", "x" * 4096, "\U0001f600", "\"'\\\x00\n", "行政机关"])
def test_the_largest_facts_are_answered_rightly(number: int, word: str) -> None:
    rules = (
        _rule(Premise(_WORD, "eq", word), Premise(_NUMBER, "eq", number), rule_id="same"),
        _rule(Premise(_WORD, "neq", word), rule_id="other"),
    )
    kind = _kind(*rules)
    part = RulePart("p", (kind,))
    for said, wanted in ((word, rules[:1]), (f"{word[:-1]}y", rules[1:])):
        with EngineDriver().session(part) as session:
            fact: dict[str, Any] = {"given_flag": True, "given_word": said, "given_number": number}
            assert session.tell(kind, fact) == wanted


def test_a_kind_is_told_once_and_only_where_it_belongs() -> None:
    kind, stranger = _PART.kinds[0], _kind(name="stranger")
    with EngineDriver().session(_PART) as session:
        session.tell(kind, _FACT)
        with pytest.raises(EngineError, match="already"):
            session.tell(kind, _FACT)
    for other in (stranger, _kind(_FIRES)):
        with pytest.raises(EngineError, match="not of p"), EngineDriver().session(_PART) as session:
            session.tell(other, _FACT)


# -- what comes back ---------------------------------------------------------------------------------
class _Wrapped:
    """The C module with some answers replaced, its calls written down, one of them interrupted."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.calls: list[str] = []
        self.live: set[tuple[int, str]] = set()
        self.handles: set[int] = set()
        self.stop_at: int | None = None
        self.error: type[BaseException] = KeyboardInterrupt

    def __getattr__(self, name: str) -> Any:
        real = getattr(durable_rules_engine, name)

        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            if self.stop_at == 2 * len(self.calls):
                raise self.error
            answer = self.answers.get(name)
            found = real(*arguments) if answer is None else answer(real, *arguments)
            if name == "create_ruleset":
                self.handles.add(found)
            if name == "delete_ruleset":
                self.handles.discard(arguments[0])
                self.live = {pair for pair in self.live if pair[0] != arguments[0]}
            if name == "assert_fact":
                self.live.add((arguments[0], json.loads(arguments[1])["sid"]))
            if name == "delete_state":
                self.live.discard((arguments[0], arguments[1]))
            if self.stop_at == 2 * len(self.calls) + 1:
                raise self.error
            return found

        return call


def _tell(engine: Any) -> None:
    with EngineDriver(engine).session(_PART) as session:
        session.tell(_PART.kinds[0], _FACT)


def _after_sentinel(change: Any) -> Any:
    """Let the sentinel's answer pass, change those that follow."""
    seen: list[int] = []

    def answer(real: Any, *arguments: Any) -> Any:
        seen.append(1)
        return real(*arguments) if len(seen) == 1 else change(real, *arguments)

    return answer


@pytest.mark.parametrize("code", [2, 3, 101, 312])
def test_another_return_code_is_an_error(code: int) -> None:
    engine = _Wrapped(assert_fact=_after_sentinel(lambda real, *a: (code, real(*a)[1])))
    with pytest.raises(EngineError, match="return code"):
        _tell(engine)
    assert not engine.live
    assert not engine.handles


def _renamed(name: str) -> Any:
    def answer(real: Any, *arguments: Any) -> Any:
        state, message = real(*arguments)
        return state, message.replace("fires", name)

    return answer


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({"start_action_for_state": _after_sentinel(_renamed("unheard"))}, "out of place"),
        (
            {
                "complete_and_start_action": _after_sentinel(
                    lambda *_: json.dumps({"fires": {"m": {**_FACT}}})
                )
            },
            "twice",
        ),
        (
            {
                "start_action_for_state": _after_sentinel(
                    lambda *_: (
                        "{}",
                        json.dumps({"fires": {"m": {**_FACT, "given_word": "y"}}}),
                    )
                )
            },
            "another fact",
        ),
        (
            {
                "start_action_for_state": _after_sentinel(
                    lambda *_: ("{}", json.dumps({"fires": {}, "sleeps": {}}))
                )
            },
            "several",
        ),
        ({"assert_fact": lambda real, *a: (1, real(*a)[1])}, "sentinel"),
        (
            {"complete_and_start_action": lambda *_: json.dumps({"~": {"m": {}}})},
            "stop firing",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_an_error(answers: dict[str, Any], word: str) -> None:
    engine = _Wrapped(**answers)
    with pytest.raises(EngineError, match=word):
        _tell(engine)
    assert not engine.live
    assert not engine.handles


def test_on_a_memory_error_the_handle_is_thrown_away_and_made_anew() -> None:
    def full(real: Any, *arguments: Any) -> Any:
        raise MemoryError

    engine = _Wrapped(assert_fact=_after_sentinel(full))
    driver = EngineDriver(engine)
    with pytest.raises(MemoryError), driver.session(_PART) as session:
        session.tell(_PART.kinds[0], _FACT)
    assert not engine.handles
    engine.answers.clear()
    with driver.session(_PART) as session:
        assert session.tell(_PART.kinds[0], _FACT) == (_FIRES,)
    assert engine.calls.count("create_ruleset") == 2


def test_a_state_that_cannot_be_deleted_costs_its_handle_and_is_told() -> None:
    def stuck(real: Any, *arguments: Any) -> Any:
        raise durable_rules_engine.error

    engine = _Wrapped(delete_state=stuck)
    with pytest.raises(durable_rules_engine.error):
        _tell(engine)
    assert not engine.handles
    engine = _Wrapped(delete_state=stuck)
    with pytest.raises(ZeroDivisionError), EngineDriver(engine).session(_PART):
        raise ZeroDivisionError
    assert not engine.handles


# -- nothing left behind -----------------------------------------------------------------------------
def _calls_of_one_session() -> int:
    engine = _Wrapped()
    _tell(engine)
    return len(engine.calls)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupt_before_or_after_any_call_leaves_nothing(error: type[BaseException]) -> None:
    for stop in range(2, 2 * _calls_of_one_session() + 2):
        engine = _Wrapped()
        engine.stop_at, engine.error = stop, error
        driver = EngineDriver(engine)
        with pytest.raises(error), driver.session(_PART) as session:
            session.tell(_PART.kinds[0], _FACT)
        engine.stop_at = None
        # At most the handle that was interrupted while it was made or given up is still known to C.
        assert not engine.live or len(engine.handles) <= 1
        with driver.session(_PART) as session:
            assert session.tell(_PART.kinds[0], _FACT) == (_FIRES,)
        assert not {
            pair for pair in engine.live if pair[0] in {h.number for h in driver._handles.values()}
        }


def test_a_state_is_never_deleted_before_it_answered_the_sentinel() -> None:
    engine = _Wrapped(start_action_for_state=lambda *_: None)
    with pytest.raises(EngineError, match="sentinel"):
        _tell(engine)
    assert "delete_state" not in engine.calls
    assert engine.calls[-1] == "delete_ruleset"


def test_a_handle_left_with_a_live_state_is_not_used_again() -> None:
    engine = _Wrapped()
    driver = EngineDriver(engine)
    with driver.session(_PART):
        pass
    driver._handles["p"].live = "s0"
    with driver.session(_PART) as session:
        assert session.tell(_PART.kinds[0], _FACT) == (_FIRES,)
    assert engine.calls.count("create_ruleset") == 2
    assert len(engine.handles) == 1


def test_a_part_is_compiled_once_and_another_of_its_name_anew() -> None:
    engine = _Wrapped()
    driver = EngineDriver(engine)
    for _ in range(3):
        with driver.session(_PART):
            pass
    assert engine.calls.count("create_ruleset") == 1
    with driver.session(RulePart("p", _PART.kinds)):
        pass
    assert engine.calls.count("create_ruleset") == 2
    assert len(engine.handles) == 1


def test_a_driver_carried_into_another_process_begins_anew() -> None:
    engine = _Wrapped()
    driver = EngineDriver(engine)
    with driver.session(_PART):
        pass
    # As in a child that was forked while another thread held the lock.
    driver._pid = -1
    driver._lock.acquire()
    with driver.session(_PART) as session:
        assert session.tell(_PART.kinds[0], _FACT) == (_FIRES,)
    assert engine.calls.count("create_ruleset") == 2

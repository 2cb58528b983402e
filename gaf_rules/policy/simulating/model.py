"""The model of a simulation: who applies when, what follows on what, after how many working days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from gaf_rules.values.given import every, refused
from gaf_rules.values.mapping import FrozenMap, frozen_map

__all__ = ["LAPSE", "START", "Branch", "Model", "ModelAct", "label_of", "spread"]

START, LAPSE = "", "lapse"
"""What stands for the act before the first one, and for what time alone has brought about."""
_TAIL = 1e-9

Key = tuple[str, str, tuple[str, ...] | None]


@frozen
class ModelAct:
    """Something that is done, without its day.

    Attributes:
        fields: the fields of the event.
        offsets: the days that the event states, in calendar days from its own.
    """

    fields: FrozenMap[str, Any] = field(converter=frozen_map)
    offsets: FrozenMap[str, int] = field(default=FrozenMap({}), converter=frozen_map)


@frozen
class Branch:
    """An act that may follow.

    Attributes:
        act: its place among the acts of the model.
        after: ``after[d]`` is the probability that it follows, after d working days.
    """

    act: int
    after: tuple[float, ...]


def _weight(got: object) -> bool:
    return isinstance(got, int | float) and not isinstance(got, bool) and 0 <= got < float("inf")


def _some_weights(weights: list[Any]) -> bool:
    return all(map(_weight, weights)) and sum(weights) > 0


def _parties(got: Any) -> tuple[tuple[FrozenMap[str, Any], float], ...]:
    pairs = isinstance(got, tuple | list) and all(
        isinstance(each, tuple | list) and len(each) == 2 and isinstance(each[0], Mapping)  # noqa: PLR2004 - a pair
        for each in got
    )
    if not pairs or not _some_weights([weight for _, weight in got]):
        wanted = "（列 → 值，权重）的列表", "pairs of columns with their values, and a weight"
        raise refused(_PARTIES, got, *wanted)
    return tuple((frozen_map(fields), float(weight)) for fields, weight in got)


def _acts(got: Any) -> tuple[ModelAct, ...]:
    return every("acts", got, ModelAct, "一个 ModelAct", "a ModelAct")


def _branches(got: Any) -> FrozenMap[Key, tuple[Branch, ...]]:
    made = isinstance(got, Mapping) and all(
        isinstance(key, tuple) and len(key) == 3 and isinstance(some, tuple | list)  # noqa: PLR2004 - tier, act, states
        and all(isinstance(each, Branch) and all(map(_weight, each.after)) for each in some)
        and sum(sum(each.after) for each in some) <= 1 + _TAIL
        for key, some in got.items()
    )  # fmt: skip
    if not made:
        wanted = (
            "（层级，上一行为，各程序状态）→ 概率之和不超过 1 的 Branch",
            "(tier, last act, states) → Branches whose probabilities sum up to 1 at most",
        )
        raise refused(_BRANCHES, got, *wanted)
    return FrozenMap({key: tuple(some) for key, some in got.items()})


def _first_day(got: Any) -> int:
    if type(got) is not int or not 1 <= got < _LAST_ORDINAL:
        raise refused(_FIRST_DAY, got, "日期的序数", "the ordinal of a day", ("int",))
    return got


def _arrivals(got: Any) -> tuple[float, ...]:
    if not isinstance(got, tuple | list) or not _some_weights(list(got)):
        raise refused(_ARRIVALS, got, "逐日的权重", "a weight for each day")
    return tuple(map(float, got))


def _periods(got: Any) -> FrozenMap[str, int]:
    if not isinstance(got, Mapping) or not all(type(n) is int and n > 0 for n in got.values()):
        raise refused(_PERIODS, got, "条款 → 工作日数", "a clause → working days")
    return frozen_map(got)


_PARTIES, _BRANCHES, _FIRST_DAY, _ARRIVALS, _PERIODS = (
    "parties", "branches", "first_day", "arrivals", "periods",
)  # fmt: skip
_LAST_ORDINAL = 803_000


@frozen(kw_only=True, repr=False)
class Model:
    """A semi-Markov process over the states of a guideline.

    What follows depends on the tier of the sponsor, on the last act (its type, procedure and role) and on the
    states of the procedures; when, on the working days since. What the probabilities leave out never comes.
    An act that the guideline does not allow where a case stands is left out, and the others of that place are
    taken in proportion.

    Attributes:
        parties: app and sponsor of cases, by column of the table of cases, each with its weight.
        acts: what may be done.
        branches: by tier, last act and states what follows; ``None`` for the states where all are alike.
        first_day: the day from which on cases begin, as its ordinal.
        arrivals: for it and each calendar day after it the weight with which a case begins there.
        periods: clause → working days, of the guideline from which the model was taken. An act that fulfils
            a duty comes sooner or later in proportion, where the guideline that is simulated has another.
    """

    parties: tuple[tuple[FrozenMap[str, Any], float], ...] = field(converter=_parties)
    acts: tuple[ModelAct, ...] = field(converter=_acts)
    branches: FrozenMap[Key, tuple[Branch, ...]] = field(converter=_branches)
    first_day: int = field(converter=_first_day)
    arrivals: tuple[float, ...] = field(converter=_arrivals)
    periods: FrozenMap[str, int] = field(converter=_periods)

    def __repr__(self) -> str:
        return f"Model({len(self.acts)} acts, {len(self.branches)} places)"

    def chances(self) -> dict[tuple[str, str], dict[str, float]]:
        """By tier and last act how probable each next act is, of the places that are the same in all states.

        Returns:
            (tier, last act) → type, procedure and role of the next act → probability.
        """
        found: dict[tuple[str, str], dict[str, float]] = {}
        for (tier, last, states), branches in self.branches.items():
            name = last if states is None else f"{last} @ {'/'.join(states)}"
            held = found.setdefault((tier, name), {})
            for branch in branches:
                label = label_of(self.acts[branch.act].fields)
                held[label] = held.get(label, 0.0) + sum(branch.after)
        return found

    def adjust(self, chances: Mapping[str, float]) -> Model:
        """The same model with other chances: rates of return, of feedback, of giving up.

        Arguments:
            chances: act (``"materials_returned"``) → factor of its probability wherever it may come; what is
                taken from it goes to the acts beside it in proportion, and the other way round.

        Raises:
            CaseError: an act that the model does not have, a factor below zero, one that leads above 1.

        >>> import gaf_rules as gaf
        >>> drawn = gaf.simulate(50, seed=1)
        >>> model = gaf.fit(drawn.events, drawn.cases, as_of=drawn.as_of)
        >>> model.adjust({"materials_returned": 0}).chances() != model.chances()
        True
        """
        types = {act.fields["type"] for act in self.acts}
        held: Any = chances
        given: dict[Any, Any] = dict(held) if isinstance(held, Mapping) else {"": -1.0}
        for name, factor in given.items():
            if name not in types or not _weight(factor):
                wanted = "行为 → 不小于 0 的倍数", "an act → a factor of 0 or more"
                raise refused(_CHANCES, chances, *wanted, tuple(sorted(types)))
        changed = {key: self._adjusted(branches, given) for key, branches in self.branches.items()}
        return evolve(self, branches=FrozenMap(changed))

    def _adjusted(
        self, branches: tuple[Branch, ...], chances: Mapping[str, float]
    ) -> tuple[Branch, ...]:
        factors = [chances.get(self.acts[branch.act].fields["type"]) for branch in branches]
        if not any(factor is not None for factor in factors):
            return branches
        mass = [sum(branch.after) for branch in branches]
        total = sum(mass)
        moved = sum(m * f for m, f in zip(mass, factors, strict=True) if f is not None)
        if moved > 1 + _TAIL:
            wanted = "概率不超过 1 的倍数", "factors under which no probability exceeds 1"
            raise refused(_CHANCES, dict(chances), *wanted)
        rest = sum(m for m, f in zip(mass, factors, strict=True) if f is None)
        other = max(total - moved, 0.0) / rest if rest else 0.0
        return tuple(
            Branch(
                branch.act,
                tuple(share * (other if factor is None else factor) for share in branch.after),
            )
            for branch, factor in zip(branches, factors, strict=True)
        )


_CHANCES = "chances"


def label_of(fields: Mapping[str, Any]) -> str:
    """Type, procedure and acting role of an event, as the model tells acts apart."""
    parts = (fields.get(name) for name in ("type", "procedure", "by"))
    return ":".join(part for part in parts if part)


def spread(chance: float, mean: float, shape: float = 2.0) -> tuple[float, ...]:
    """Working days as a negative binomial distribution, times the chance that the act comes at all.

    Arguments:
        chance: the probability of the act.
        mean: working days on average.
        shape: the greater, the narrower: the variance is mean + mean² / shape.

    >>> [round(share, 3) for share in spread(0.5, 1.0)[:3]]
    [0.222, 0.148, 0.074]
    """
    odds = mean / (mean + shape)
    share, found, days = (1 - odds) ** shape, [], 0
    total = 0.0
    while total < 1 - _TAIL and days < 1 << 12:
        found.append(share)
        total += share
        share *= odds * (days + shape) / (days + 1)
        days += 1
    return tuple(chance * each / total for each in found)

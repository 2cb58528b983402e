"""A mapping: which column of a sheet is which field, and which word is which value (``gaf-mapping/1``)."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from attrs import field, frozen

from gaf_rules.documents.fields import short
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.events import FIELDS
from gaf_rules.sheets.columns import COLUMNS, EVENT_COLUMNS
from gaf_rules.values.errors import CaseError, GafRulesError, Problem
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AnyMapping

__all__ = ["SCHEMA", "EventColumn", "Mapping", "Words", "as_cell", "mapping_of"]

SCHEMA: Final = "gaf-mapping/1"
_KEYS: Final = (
    "schema",
    "columns",
    "words",
    "constants",
    "events",
    "missing",
    "serial_numbers",
    "zone",
)
_EPOCHS: Final = ("1900", "1904")
_MANY: Final = 60


def _named(words: AnyMapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(words)


@frozen(kw_only=True)
class Words:
    """The words of one column: each with the fields that it stands for, mostly only that of the column."""

    column: str
    meanings: tuple[tuple[str, FrozenMap[str, str]], ...]


@frozen(kw_only=True)
class EventColumn:
    """A column of a wide table that holds the days of one event.

    Attributes:
        header: the column as the sheet has it.
        fields: what the event is: its ``type`` and the fields that are the same in every row.
    """

    header: str
    fields: FrozenMap[str, str]


@frozen(kw_only=True)
class Mapping:
    """What a sheet calls things. Left stands what the sheet says, right what it means.

    What is in no mapping is read by the words of the library itself: its codes, and its labels in Chinese and
    English (事件, 日期, 提交申请 …). A mapping is wanted where a sheet has words of its own.

    Attributes:
        columns: header → field (``case_id``, ``type``, ``on``, ``app_kind`` … as `gaf.audit` has them).
        words: for each field, word → value, or word → several fields (``市县收件`` may be a type and a role).
        constants: field → the value it has in every row, where the sheet has no column for it.
        events: for wide tables, the columns that hold the days of an event.
        missing: cells that mean "nothing is known", beside the empty one.
        serial_numbers: ``"1900"`` or ``"1904"``: what Excel's numbers for days count from; without it a
            number is no day.
        zone: the time zone in which a moment has its day; without it a moment is no day.

    >>> Mapping.from_dict({"schema": "gaf-mapping/1", "columns": {"案号": "case_id"}}).columns["案号"]
    'case_id'
    """

    columns: FrozenMap[str, str] = field(default=FrozenMap({}), converter=_named)
    words: tuple[Words, ...] = ()
    constants: FrozenMap[str, str] = field(default=FrozenMap({}), converter=_named)
    events: tuple[EventColumn, ...] = ()
    missing: tuple[str, ...] = ()
    serial_numbers: str | None = None
    zone: str | None = None

    @classmethod
    def from_dict(cls, data: Any) -> Mapping:
        """A mapping from JSON or TOML data.

        Raises:
            CaseError: all that is wrong with it at once, each with its path.
        """
        problems = list(_problems(data))
        if problems:
            raise CaseError(tuple(problems))
        return cls(
            columns=data.get("columns", {}),
            words=tuple(
                Words(
                    column=column,
                    meanings=tuple(
                        (word, _meaning(column, value)) for word, value in words.items()
                    ),
                )
                for column, words in data.get("words", {}).items()
            ),
            constants={name: as_cell(value) for name, value in data.get("constants", {}).items()},
            events=tuple(
                EventColumn(
                    header=entry["column"],
                    fields=FrozenMap(
                        {name: as_cell(value) for name, value in entry.items() if name != "column"}
                    ),
                )
                for entry in data.get("events", [])
            ),
            missing=tuple(data.get("missing", ())),
            serial_numbers=data.get("serial_numbers"),
            zone=data.get("zone"),
        )

    @classmethod
    def from_toml(cls, text: str) -> Mapping:
        """A mapping from the text of a TOML file; errors as of `from_dict`, GafRulesError for no TOML."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise GafRulesError(
                zh=f"不是有效的 TOML：{error}", en=f"this is no valid TOML: {error}"
            ) from error
        return cls.from_dict(data)


def mapping_of(given: object) -> Mapping:
    """What a caller gives for ``mapping=``: a mapping, its data, the path of a TOML file, or nothing."""
    if given is None:
        return Mapping()
    if isinstance(given, Mapping):
        return given
    if isinstance(given, dict):
        return Mapping.from_dict(given)
    if isinstance(given, (str, Path)):
        try:
            text = Path(given).read_text("utf-8-sig")
        except (OSError, ValueError) as error:
            raise GafRulesError(
                zh=f"mapping={short(str(given))} 读不出：{error}",
                en=f"mapping={short(str(given))} cannot be read: {error}",
            ) from error
        return Mapping.from_toml(text)
    wanted = "Mapping, dict, path"
    raise CaseError(
        (
            Problem(
                code="wrong_argument",
                path="$mapping",
                got=given,
                allowed=(wanted,),
                zh=f"得到 {short(given)}；应为 Mapping、其数据（dict）或 TOML 文件的路径",
                en=f"got {short(given)}; a Mapping, its data (dict) or the path of a TOML file is wanted",
            ),
        )
    )


def as_cell(value: Any) -> str:
    """A value of a mapping as a cell of a sheet would hold it: it is read in the same way.

    >>> as_cell(True), as_cell(["acceptance", "functions"])
    ('true', 'acceptance;functions')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value)
    return str(value)


def _meaning(column: str, value: Any) -> FrozenMap[str, str]:
    if isinstance(value, dict):
        return FrozenMap({name: as_cell(each) for name, each in value.items()})
    return FrozenMap({column: as_cell(value)})


# -- what is wrong with a mapping --------------------------------------------------------------------------
def _problem(
    code: str, path: str, got: object, allowed: tuple[str, ...], zh: str, en: str
) -> Problem:
    shown = short(got)
    return Problem(
        code=code,
        path=path,
        got=got,
        allowed=allowed,
        zh=f"得到 {shown}；{zh}",
        en=f"got {shown}; {en}",
    )


def _name(path: str, got: object, known: tuple[str, ...]) -> Iterator[Problem]:
    """Whether this is one of the known names."""
    if got in known:
        return
    near = get_close_matches(str(got), known, 1)
    few = known if len(known) < _MANY else (*known[:_MANY], "…")
    zh = f"最接近的是 {near[0]}" if near else f"可用：{'、'.join(few)}"
    en = f"the nearest is {near[0]}" if near else f"known: {', '.join(few)}"
    yield _problem("unknown_word", path, got, known, zh, en)


def _problems(data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield _problem("wrong_type", "$", data, ("object",), "应为对象", "an object is wanted")
        return
    for key in data:
        yield from _name(f"$.{key}", key, _KEYS)
    if data.get("schema") != SCHEMA:
        yield _problem(
            "wrong_schema",
            "$.schema",
            data.get("schema"),
            (SCHEMA,),
            f"应为 {SCHEMA}",
            f"{SCHEMA} is wanted",
        )
    for key in ("columns", "words", "constants"):
        if not isinstance(data.get(key, {}), dict):
            yield _problem(
                "wrong_type",
                f"$.{key}",
                data[key],
                ("object",),
                "应为对象（表）",
                "a table is wanted",
            )
            return
    for header, name in data.get("columns", {}).items():
        yield from _key(f"$.columns.{header}", header)
        yield from _name(f"$.columns.{header}", name, tuple(COLUMNS))
    for name, value in data.get("constants", {}).items():
        yield from _name(f"$.constants.{name}", name, tuple(COLUMNS))
        yield from _cell(f"$.constants.{name}", value)
    yield from _word_problems(data.get("words", {}))
    yield from _event_problems(data.get("events", []))
    yield from _rest_problems(data)


def _cell(path: str, value: object) -> Iterator[Problem]:
    """A value of a field: text, a truth value or a list of texts."""
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts) and not isinstance(value, bool):
        allowed = ("text", "true", "false", "list of texts")
        yield _problem(
            "wrong_type",
            path,
            value,
            allowed,
            "应为文字、真假或文字列表",
            "a text, a truth value or a list of texts",
        )


def _key(path: str, key: object) -> Iterator[Problem]:
    """What stands in a sheet is text; data from elsewhere than TOML may have other keys."""
    if not isinstance(key, str):
        yield _problem("wrong_type", path, key, ("text",), "应为文字", "a text is wanted")


def _code(path: str, name: str, value: object) -> Iterator[Problem]:
    """Whether a word is said to mean something that its field may be."""
    found = list(_cell(path, value))
    yield from found
    spec = COLUMNS.get(name)
    if found or spec is None:
        return
    if spec.kind == "flag" and value not in (True, False, "true", "false"):
        yield _problem(
            "wrong_type",
            path,
            value,
            ("true", "false"),
            "应为 true 或 false",
            "true or false is wanted",
        )
    elif spec.kind in {"word", "words"}:
        for each in as_cell(value).split(";") if spec.kind == "words" else [value]:
            yield from _name(path, each, (*spec.values, *spec.further))


def _word_problems(words: dict[str, Any]) -> Iterator[Problem]:
    for column, meanings in words.items():
        path = f"$.words.{column}"
        yield from _name(path, column, tuple(COLUMNS))
        if not isinstance(meanings, dict):
            yield _problem(
                "wrong_type", path, meanings, ("object",), "应为对象（表）", "a table is wanted"
            )
            continue
        for word, value in meanings.items():
            yield from _key(f"{path}.{word}", word)
            if not isinstance(value, dict):
                yield from _code(f"{path}.{word}", column, value)
                continue
            for name, each in value.items():
                yield from _name(f"{path}.{word}.{name}", name, tuple(EVENT_COLUMNS))
                yield from _code(f"{path}.{word}.{name}", name, each)


def _event_problems(entries: Any) -> Iterator[Problem]:
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        yield _problem(
            "wrong_type",
            "$.events",
            entries,
            ("list of objects",),
            "应为表的列表",
            "a list of tables is wanted",
        )
        return
    for at, entry in enumerate(entries):
        path = f"$.events[{at}]"
        for key in ("column", "type"):
            if not isinstance(entry.get(key), str):
                yield _problem(
                    "wrong_type",
                    f"{path}.{key}",
                    entry.get(key),
                    ("text",),
                    "应为文字",
                    "a text is wanted",
                )
        if isinstance(entry.get("type"), str):
            yield from _name(f"{path}.type", entry["type"], EVENT_TYPES)
        for name, value in entry.items():
            if name not in {"column", "type"}:
                fields = FIELDS.get(str(entry.get("type")), EVENT_COLUMNS)
                known = ("column", "type", *(field for field in fields if field != "on"))
                yield from _name(f"{path}.{name}", name, known)
                yield from _cell(f"{path}.{name}", value)


def _rest_problems(data: dict[str, Any]) -> Iterator[Problem]:
    missing = data.get("missing", [])
    if not isinstance(missing, list) or not all(isinstance(text, str) for text in missing):
        yield _problem(
            "wrong_type",
            "$.missing",
            missing,
            ("list of texts",),
            "应为文字列表",
            "a list of texts is wanted",
        )
    epoch = data.get("serial_numbers")
    if epoch is not None and epoch not in _EPOCHS:
        yield _problem(
            "wrong_type",
            "$.serial_numbers",
            epoch,
            _EPOCHS,
            "应为 “1900” 或 “1904”",
            '"1900" or "1904" is wanted',
        )
    if data.get("zone") is not None:
        yield from _name("$.zone", data["zone"], tuple(sorted(available_timezones())))

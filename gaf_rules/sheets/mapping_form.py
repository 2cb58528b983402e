"""The form of a mapping in JSON or TOML (``gaf-mapping/1``): its schema and its reader."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from gaf_rules.documents import shapes
from gaf_rules.documents.document import wanted
from gaf_rules.documents.fields import check_word, say, short
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.events import FIELDS
from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import COLUMNS, EVENT_COLUMNS, KIND_OF_LABEL, label_key
from gaf_rules.sheets.mapping import SCHEMA, ColumnWords, EventColumn, Mapping, as_cell
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from gaf_rules.documents.fields import Field
    from gaf_rules.values.errors import Problem

__all__ = ["mapping_form"]

_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_CELL: Final = {"anyOf": [{"type": ["string", "boolean"]}, _TEXTS]}


def _read_cell(value: Any, path: str, problems: list[Problem]) -> Any:
    """A value as a cell of a sheet would hold it: text, a truth value or a list of texts."""
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, bool) or all(isinstance(text, str) for text in texts):
        return as_cell(value)
    problems.append(wanted(path, value, "text, true, false, list of texts"))
    return None


_ANY_CELL: Final = shapes.Shape(schema=lambda: {**_CELL}, read=_read_cell)


def _flag() -> shapes.Shape:
    def read(value: Any, path: str, problems: list[Problem]) -> Any:
        if isinstance(value, bool) or value in ("true", "false"):
            return as_cell(value)
        problems.append(wanted(path, value, "true, false"))
        return None

    return shapes.Shape(schema=lambda: {"enum": [True, False, "true", "false"]}, read=read)


def _codes(column: str, spec: Field) -> shapes.Shape:
    """Codes of a field that is a list: one, several with ``;`` between them, or a list of them."""
    values = (*spec.values, *spec.further)

    def schema() -> dict[str, Any]:
        one = shapes.titled(KIND_OF_LABEL[column], values)
        several = f"^({'|'.join(values)})(;({'|'.join(values)}))+$"
        return {
            "anyOf": [
                one,
                {"type": "string", "pattern": several},
                {"type": "array", "items": one, **({"minItems": 1} if spec.filled else {})},
            ]
        }

    def read(value: Any, path: str, problems: list[Problem]) -> Any:
        cell = _read_cell(value, path, problems)
        if value == [] and spec.filled:
            zh, en = "不得为空列表", "the list must not be empty"
            problems.append(say("empty", path, value, zh, en, values))
        for each in value if isinstance(value, list) else str(cell).split(";"):
            problems += [] if cell is None else check_word(each, values, path)
        return cell

    return shapes.Shape(schema=schema, read=read)


@lru_cache(maxsize=1)
def _meanings() -> dict[str, shapes.Shape]:
    """Column → what a word may be said to mean in it."""
    found = {}
    for column, spec in COLUMNS.items():
        if spec.kind == "word":
            kind, values = KIND_OF_LABEL.get(column, "question"), (*spec.values, *spec.further)
            found[column] = shapes.word(kind, values)
        elif spec.kind == "words":
            found[column] = _codes(column, spec)
        else:
            found[column] = _flag() if spec.kind == "flag" else _ANY_CELL
    return found


def _several() -> shapes.Shape:
    """What a word means that stands for more than one field of an event."""
    return shapes.words_by_name({name: _meanings()[name] for name in EVENT_COLUMNS}, "field")


def _meaning(column: str) -> shapes.Shape:
    """What a word of a column means: a value of that column, or several fields."""
    one, several = _meanings()[column], shapes.refer("several", _several)

    def read(value: Any, path: str, problems: list[Problem]) -> Any:
        if isinstance(value, dict):
            return FrozenMap(several.read(value, path, problems))
        return FrozenMap({column: one.read(value, path, problems)})

    return shapes.Shape(schema=lambda: {"anyOf": [one.schema(), several.schema()]}, read=read)


def _column_words() -> dict[str, tuple[str, str]]:
    """Column → what it is called."""
    keys = {name: label_key(name) for name in COLUMNS} | {"case_id": ("result_column", "case_id")}
    return {name: LABELS[kind][key] for name, (kind, key) in keys.items()}


def _field(one: shapes.Shape) -> shapes.Shape:
    """The field that a header means. An event is none: a column with its days is said otherwise."""

    def read(value: Any, path: str, problems: list[Problem]) -> Any:
        if value not in EVENT_TYPES:
            return one.read(value, path, problems)
        header = path.partition(".columns.")[2]
        line = f'[[events]] column = "{header}", type = "{value}"'
        zh = f"得到 {short(value)}，是事件，不是字段；这一列的日期若属于它，请写 {line}"
        en = f"got {short(value)}, an event and no field; where the column has its days, write {line}"
        problems.append(say("unknown_word", path, value, zh, en, tuple(COLUMNS)))
        return value

    return shapes.Shape(schema=one.schema, read=read)


def _event_column() -> shapes.Shape:
    """A column of a wide table: its header, the event whose days it holds, and the fields that it has."""

    def known(kind: str) -> tuple[str, ...]:
        return ("column", "type", *(name for name in FIELDS[kind] if name != "on"))

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "column": shapes.named(shapes.ANY_TEXT, "", "column"),
                "type": shapes.named(shapes.word("event", EVENT_TYPES), "event", "type"),
            },
            "required": ["column", "type"],
            "additionalProperties": _CELL,
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": kind}}},
                    "then": {"propertyNames": {"enum": [*known(kind)]}},
                }
                for kind in EVENT_TYPES
            ],
        }

    def read(value: Any, path: str, problems: list[Problem]) -> Any:
        if not isinstance(value, dict):
            problems.append(wanted(path, value, "object"))
            return None
        head = {"column": shapes.ANY_TEXT, "type": shapes.word("event", EVENT_TYPES)}
        for name, shape in head.items():
            shape.read(value.get(name), f"{path}.{name}", problems)
        fields = {name: each for name, each in value.items() if name != "column"}
        for name, each in fields.items():
            if value.get("type") in EVENT_TYPES:
                problems += check_word(name, known(value["type"]), f"{path}.{name}")
            fields[name] = _read_cell(each, f"{path}.{name}", problems)
        return EventColumn(header=value.get("column", ""), fields=FrozenMap(fields))

    return shapes.Shape(schema=schema, read=read)


def _read_zone(value: Any, path: str, problems: list[Problem]) -> Any:
    if not (isinstance(value, str) and value in available_timezones()):
        zh = f"得到 {short(value)}；没有这个时区，例如可写 Asia/Shanghai"
        en = f"got {short(value)}; there is no such time zone; one is Asia/Shanghai"
        problems.append(say("unknown_word", path, value, zh, en, ("Asia/Shanghai",)))
    return value


_ZONE: Final = shapes.Shape(schema=lambda: {"type": "string", "minLength": 1}, read=_read_zone)


def _mapping(*, words: dict[str, dict[str, Any]], **values: Any) -> Mapping:
    told = (
        ColumnWords(column=column, meanings=tuple(each.items())) for column, each in words.items()
    )
    return Mapping(words=tuple(told), **values)


@lru_cache(maxsize=1)
def mapping_form() -> shapes.Shape:
    """The form of a mapping (``gaf-mapping/1``)."""
    header, epochs = shapes.ANY_TEXT, shapes.word("serial_numbers", ("1900", "1904"))
    told = _column_words()
    column = shapes.word(told, tuple(COLUMNS))
    words = {name: shapes.by_name(header, _meaning(name)) for name in COLUMNS}
    return shapes.document(
        SCHEMA,
        _mapping,
        {},
        {
            "columns": (shapes.by_name(header, _field(column)), {}),
            "words": (shapes.words_by_name(words, told), {}),
            "constants": (shapes.by_name(column, _ANY_CELL), {}),
            "events": (shapes.many(_event_column()), ()),
            "missing": (shapes.many(shapes.ANY_TEXT), ()),
            "serial_numbers": (shapes.maybe(epochs), None),
            "zone": (shapes.maybe(_ZONE), None),
        },
        of="mapping",
        parts=lambda: {"several": _several().schema()},
    )

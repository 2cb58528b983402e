"""A mapping: which column of a sheet is which field, and which word is which value (``gaf-mapping/1``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from gaf_rules.values.errors import CaseError, GafRulesError, Problem
from gaf_rules.values.failures import why_not
from gaf_rules.values.given import require
from gaf_rules.values.mapping import FrozenMap, frozen_map
from gaf_rules.values.nearest import short
from gaf_rules.values.toml_text import TomlTextError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping

__all__ = ["SCHEMA", "ColumnWords", "EventColumn", "Mapping", "as_cell", "is_mapping", "mapping_of"]

SCHEMA: Final = "gaf-mapping/1"


def _named(words: AnyMapping[str, str]) -> FrozenMap[str, str]:
    return frozen_map(words)


@frozen(kw_only=True)
class ColumnWords:
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
    words: tuple[ColumnWords, ...] = ()
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
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - only documents need it
        from gaf_rules.sheets.mapping_form import mapping_form  # noqa: PLC0415 - as above

        made: Mapping = read_document(mapping_form(), data)
        return made

    @classmethod
    def from_toml(cls, text: str) -> Mapping:
        r"""A mapping from the text of a TOML file; errors as of `from_dict`, GafRulesError for no TOML.

        >>> Mapping.from_toml('schema = "gaf-mapping/1"\n[columns]\n"上线日" = "on"').columns["上线日"]
        'on'
        """
        require("text", text, str, "TOML 文字", "the text of a TOML file")
        try:
            data = parse_toml(text)
        except TomlTextError as error:
            raise GafRulesError(
                zh=f"映射不是有效的 TOML：{error.zh}",
                en=f"the mapping is no valid TOML: {error.en}",
            ) from error
        return cls.from_dict(data)


def is_mapping(given: object) -> bool:
    """Whether something can be a mapping and no table: one, its data, or the path of a TOML file."""
    is_toml = isinstance(given, (str, Path)) and Path(given).suffix.lower() == ".toml"
    return is_toml or isinstance(given, (Mapping, dict))


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
            zh, en = why_not(error)
            told = short(str(given))[1:-1]
            raise GafRulesError(
                zh=f"映射 {told} 读不出：{zh}", en=f"the mapping {told} cannot be read: {en}"
            ) from error
        try:
            return Mapping.from_toml(text)
        except CaseError as error:
            name = Path(given).name
            raise CaseError(
                tuple(evolve(each, path=f"{name}: {each.path}") for each in error.problems)
            ) from error
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

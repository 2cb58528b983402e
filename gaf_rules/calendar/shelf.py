"""A directory of the user's own notices: a text becomes a file, and a set of files is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from gaf_rules.calendar.notice import Notice, load_notices, shipped_notices
from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.calendar.wording.amending import InForce
from gaf_rules.calendar.wording.checks import check_headings, check_set
from gaf_rules.calendar.wording.dates import Run
from gaf_rules.calendar.wording.page import Heading
from gaf_rules.calendar.wording.sentences import Section
from gaf_rules.values.errors import GafRulesError, NoticeError
from gaf_rules.values.failures import why_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gaf_rules.values.texts import Lang

__all__ = ["Imported", "Remark", "ShelfReport", "check_notices", "import_notice", "toml_files"]

_DAY_AND_LIEU: Final = 2


@frozen(kw_only=True)
class Remark:
    """Something a person should know of a notice file.

    Attributes:
        file: the name of the file; empty where the remark is on the set or on a text.
        zh, en: the sentence for a person.

    >>> Remark(file="2027.toml", zh="没有文号", en="it has no number").text()
    '2027.toml: it has no number'
    """

    file: str = ""
    zh: str
    en: str

    def text(self, lang: Lang = "en") -> str:
        """The remark in ``lang``, ``"zh"`` or ``"en"``, behind the name of the file."""
        said = self.zh if lang == "zh" else self.en
        return f"{self.file}{'：' if lang == 'zh' else ': '}{said}" if self.file else said


@frozen(kw_only=True)
class ShelfReport:
    """What `check_notices` found.

    Attributes:
        notices: the notices that could be read, with the names of their files.
        problems: what makes the set unusable.
        warnings: what a person should look at: it departs from the Regulation or from practice.
    """

    notices: tuple[tuple[str, Notice], ...]
    problems: tuple[Remark, ...]
    warnings: tuple[Remark, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no problem; there may be warnings."""
        return not self.problems


class Imported(NamedTuple):
    """What `import_notice` gives: the notice, the text of its file, and what to look at."""

    notice: Notice
    toml: str
    warnings: tuple[Remark, ...]

    @property
    def file_name(self) -> str:
        """A name for the file: ``2027.toml``, or with the kind and number behind the year."""
        notice = self.notice
        if notice.kind == "annual":
            return f"{notice.year}.toml"
        digits = "".join(c if c.isdigit() else "-" for c in notice.number or "").strip("-")
        return f"{notice.year}-{notice.kind}{'-' if digits else ''}{digits}.toml"


def import_notice(
    text: str,
    year: int,
    *,
    number: str | None = None,
    issued: date | None = None,
    directory: str | Path | None = None,
) -> Imported:
    """Read a text of the State Council and give the file to keep it in; nothing is written.

    Arguments:
        text: the text, or the whole page.
        year: the year it arranges.
        number: its document number, where the text does not give it.
        issued: its day of issue, where the text does not give it.
        directory: the user's own notices, where there are any: an adjustment may change one of
            them. A directory that does not exist yet holds none.

    Returns:
        the notice, the TOML text of its file, and warnings.

    Raises:
        NoticeError: as in `parse_notice` and `load_notices`.
    """
    own = load_notices(directory) if directory is not None and toml_files(Path(directory)) else ()
    known = _latest_texts(own)
    # A text without a day of issue that is shipped already is not to be taken for a change of itself.
    amends = known if any(each.year == year for each in own) else ()
    notice = parse_notice(text, year=year, number=number, issued=issued, amends=amends)
    warnings = [*_gaps([notice], known), *_doubts("", notice)]
    if notice.number is None:
        warnings.append(Remark(zh="没有文号：请补 number", en="it has no number: add it"))
    warnings.extend(
        Remark(
            zh=f"与已有的 {other.name} 日期不同，将取而代之",
            en=f"its days differ from those held for {other.name}, which it replaces",
        )
        for other in known
        if other.identity == notice.identity and _days(other) != _days(notice)
    )
    return Imported(notice, notice.to_toml(), tuple(warnings))


def check_notices(directory: str | Path) -> ShelfReport:
    """Check the notice files of a directory, one by one and together with those shipped.

    Arguments:
        directory: a directory with ``*.toml`` files, or one such file.

    Returns:
        a report; a file that cannot be read is a problem there, not an error here.

    Raises:
        NoticeError: there is neither, or the directory holds no notice file.
    """
    path = Path(directory)
    if not toml_files(path):
        load_notices(path)  # says what is wrong with the path
    held: list[tuple[str, Notice]] = []
    problems: list[Remark] = []
    for file in toml_files(path):
        try:
            held.append((file.name, Notice.from_toml(_read(file), source=file.name)))
        except NoticeError as error:
            zh, en = (
                error.zh.removeprefix(f"{file.name}："),
                error.en.removeprefix(f"{file.name}: "),
            )
            problems.append(Remark(file=file.name, zh=zh, en=en))
    problems.extend(_twins(held))
    known = _latest_texts([notice for _, notice in held])
    for name, notice in held:
        problems.extend(_baseless(name, notice, known))
    warnings = [remark for name, notice in held for remark in _doubts(name, notice)]
    warnings.extend(_gaps([notice for _, notice in held], shipped_notices()))
    return ShelfReport(notices=tuple(held), problems=tuple(problems), warnings=tuple(warnings))


def toml_files(path: Path) -> list[Path]:
    """The files of a directory that end in ``.toml``, by name; the file itself where it is one."""
    if not path.is_dir():
        return [path] if path.is_file() else []
    return sorted(path.glob("*.toml"), key=lambda file: file.name)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        zh, en = why_not(error)
        zh, en = f"文件读不出：{zh}", f"the file cannot be read: {en}"
        raise NoticeError(zh=zh, en=en, source=file.name) from error


def _latest_texts(own: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices shipped and those of the user, which replace shipped ones of one identity."""
    held = {notice.identity: notice for notice in shipped_notices()}
    held.update({notice.identity: notice for notice in own})
    return tuple(held.values())


def _days(notice: Notice) -> tuple[object, ...]:
    off = frozenset(day for run in notice.off for day in run.days())
    return off, frozenset(each.on for each in notice.work), frozenset(notice.cancels)


def _twins(held: Sequence[tuple[str, Notice]]) -> Iterator[Remark]:
    seen: dict[tuple[object, ...], str] = {}
    for name, notice in held:
        first = seen.setdefault(notice.identity, name)
        if first != name:
            yield Remark(
                file=name,
                zh=f"与 {first} 是同一份通知，请只留一份",
                en=f"this is the same notice as {first}; keep one of them",
            )


def _baseless(name: str, notice: Notice, known: Sequence[Notice]) -> Iterator[Remark]:
    """An amendment changes a notice that is known, and cancels what that notice decrees."""
    if notice.kind != "amendment":
        return
    before = [n for n in known if n.year == notice.year and n.order < notice.order]
    if not any(other.kind == "annual" for other in before):
        yield Remark(
            file=name,
            zh=f"{notice.year} 年的年度通知不在其中，无从修改",
            en=f"the annual notice of {notice.year} that it changes is not there",
        )
        return
    state = InForce.after(before)
    for cancel in notice.cancels:
        unknown = [*(d for d in cancel.off if d not in state.off)]
        unknown += [d for d in cancel.work if d not in state.work]
        if unknown:
            spelled = ", ".join(map(str, unknown))
            yield Remark(
                file=name,
                zh=f"取消的日期此前没有安排过：{spelled}",
                en=f"it cancels days that no earlier notice names: {spelled}",
            )


def _doubts(name: str, notice: Notice) -> Iterator[Remark]:
    """What a person should look at: a notice written by hand may depart from the practice."""
    if notice.issued is None:
        yield Remark(
            file=name,
            zh=f"没有成文日期，按 {notice.known_from} 起才知道计算：请补 issued",
            en=f"it has no day of issue and counts as known from {notice.known_from}: add it",
        )
    elif notice.issued.year not in {notice.year - 1, notice.year}:
        yield Remark(
            file=name,
            zh=f"{notice.year} 年的通知不大会成文于 {notice.issued}",
            en=f"a notice for {notice.year} is hardly issued on {notice.issued}",
        )
    if notice.kind == "annual":
        try:
            sections = tuple(_sections(notice))
            check_headings([_heading(section) for section in sections], notice.year)
            check_set(sections, notice.year)
        except GafRulesError as error:
            yield Remark(file=name, zh=error.zh, en=error.en)


def _sections(notice: Notice) -> Iterator[Section]:
    """A notice as the sections it would be written in."""
    names = dict.fromkeys(row.festival for row in notice.off)
    names |= dict.fromkeys(each.festival for each in notice.work)
    for name in names:
        rows = [row for row in notice.off if row.festival == name]
        days = [day for row in rows for day in row.days()]
        runs = [Run(start=row.start, end=row.end) for row in rows]
        # Two days off are one day and another in lieu of it, whether or not they adjoin.
        lieu = len(days) == _DAY_AND_LIEU
        yield Section(
            festivals=tuple(name.split("、")),
            text=f"{name}：",
            off=(Run(start=days[0], end=days[0]),) if lieu else tuple(runs),
            rest=(days[1],) if lieu else (),
            work=tuple(each.on for each in notice.work if each.festival == name),
        )


def _heading(section: Section) -> Heading:
    return Heading(ordinal=None, festivals=section.festivals, text=section.text)


def _gaps(notices: Iterable[Notice], known: Iterable[Notice]) -> Iterator[Remark]:
    """A year beyond a year without a notice lies outside the calendar's coverage."""
    new = {notice.year for notice in notices if notice.kind == "annual"}
    years = new | {notice.year for notice in known if notice.kind == "annual"}
    for year in sorted(new):
        if year - 1 not in years and year > min(years):
            yield Remark(
                zh=f"缺 {year - 1} 年的通知，{year} 年要等它载入后才在日历范围内",
                en=f"the notice of {year - 1} is missing; {year} is covered only once it is there",
            )

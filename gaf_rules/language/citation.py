"""Clauses: their ids, our own wording of each, and the digest that ties it to the original.

A :class:`Clause` never holds an original sentence. Its ``sha256`` is that of the original with all
white space removed, so any edition of the text can be compared with it clause by clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from gaf_rules.values.digest import sha256_of
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import GafRulesError, GuidelineError
from gaf_rules.values.given import in_language, refused, require
from gaf_rules.values.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.values.texts import Lang

__all__ = [
    "Clause",
    "ClauseBook",
    "Nature",
    "edition_text",
    "norm_clause",
    "text_sha256",
    "worded",
]

_DAYS = "{days}"
_MOST_SIGNS = 200_000

Nature = Literal["heading", "norm", "fact"]
"""What a clause is: a title, what binds somebody, or what states a fact and binds nobody."""


def text_sha256(text: str) -> str:
    r"""The digest of a text that ignores white space: line breaks and spacing do not change it.

    Arguments:
        text: any text; white space is what ``str.split`` takes for it, U+3000 included.

    Returns:
        64 hexadecimal digits.

    >>> text_sha256("备案 编号") == text_sha256("备案\n编号")
    True
    """
    return sha256_of("".join(text.split()).encode())


def edition_text(text: str) -> str:
    """The text of an edition, in which clauses can be looked for: a tenth of a second a thousand signs.

    Raises:
        CaseError: it is no text, or it has more than 200,000 signs; the Hainan guideline has some 2,000.

    >>> edition_text("第一条 …") == "第一条 …"
    True
    """
    require("text", text, str, "指南原文", "the text of the guideline")
    if len(text) > _MOST_SIGNS:
        name, most, signs = "text", f"{_MOST_SIGNS:,}", f"{len(text):,}"
        zh = f"至多 {most} 字的指南原文，所给为 {signs} 字"
        en = f"the text of the guideline, at most {most} signs; this has {signs}"
        raise refused(name, text, zh, en)
    return text


@frozen(kw_only=True, eq=False, repr=False)
class Clause(Value):
    """One part of a guideline: its id, its nature, our wording of it and the original's digest.

    Attributes:
        slug: id such as ``2.4.4c`` (section, paragraph, part), ``A3`` (annex) or ``T1`` (title).
        heading: it is a title and says nothing by itself.
        norm: it binds somebody; neither heading nor norm means that it states a fact.
        zh, en: our own wording; ``{days}`` stands where the period row's number belongs.
        sha256: digest of the original sentence, see :func:`text_sha256`.

    >>> clause = norm_clause("9.1", "限{days}个工作日。", "Reply within {days} working days.", "")
    >>> clause.wording("en", days=7)
    'Reply within 7 working days.'
    """

    slug: str
    heading: bool
    norm: bool
    zh: str
    en: str
    sha256: str

    @property
    def has_period(self) -> bool:
        """Whether the wording has a place for a number of days."""
        return _DAYS in self.zh

    def wording(self, lang: Lang = "en", *, days: int | None = None) -> str:
        """Our wording of the clause, with the number of days filled in.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            days: working days of the clause's period row; needed where :attr:`has_period`.

        Raises:
            GafRulesError: the clause has a period and no number was given.
        """
        text = in_language(lang, self.zh, self.en)
        if not self.has_period:
            return text
        if days is None:
            raise GafRulesError(
                zh=f"第 {self.slug} 条的表述需要天数：请从该条的期限行传入 days=",
                en=f"the wording of {self.slug} needs its number of days: "
                "pass days= from the clause's period row",
            )
        return text.replace(_DAYS, str(days))


def norm_clause(slug: str, zh: str, en: str, sha256: str) -> Clause:
    """A :class:`Clause` that binds somebody."""
    return Clause(slug=slug, heading=False, norm=True, zh=zh, en=en, sha256=sha256)


def worded(
    rows: Iterable[tuple[str, Nature, str]], words: Mapping[str, tuple[str, str]]
) -> tuple[Clause, ...]:
    """The clauses of a guideline, out of their rows and of what each says.

    Arguments:
        rows: id, nature (heading, norm or fact) and digest of each, in the order of the text.
        words: id to our wording in Chinese and English; see :func:`gaf_rules.messages.own.read_words`.

    Raises:
        GuidelineError: a clause has no words, or words belong to no clause.

    >>> worded([("9.1", "norm", "")], {"9.1": ("须答复。", "A reply is due.")})[0].norm
    True
    """
    told = tuple(rows)
    apart = {slug for slug, *_ in told} ^ set(words)
    if apart:
        slugs = sorted(apart)
        raise GuidelineError(
            clause=slugs[0],
            known=tuple(slug for slug, *_ in told),
            zh=f"条款与文字对不上：{'、'.join(slugs)}；每一条须有文字，每段文字须有条款",
            en=f"clauses and words do not match: {', '.join(slugs)}; each clause has words, all words one",
        )
    return tuple(
        Clause(
            slug=slug,
            heading=nature == "heading",
            norm=nature == "norm",
            zh=words[slug][0],
            en=words[slug][1],
            sha256=sha256,
        )
        for slug, nature, sha256 in told
    )


def _index(book: ClauseBook) -> dict[str, Clause]:
    by_slug = {clause.slug: clause for clause in book.clauses}
    if len(by_slug) != len(book.clauses):
        slugs = [clause.slug for clause in book.clauses]
        twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
        raise GuidelineError(
            clause=twice[0],
            known=tuple(by_slug),
            zh=f"条款编号重复：{'、'.join(twice)}；每个编号只能出现一次",
            en=f"clause id given twice: {', '.join(twice)}; each id may stand once",
        )
    return by_slug


@frozen(eq=False, repr=False)
class ClauseBook(Value, Mapping[str, Clause]):
    """The clauses of one guideline by slug, in the order of its text; read-only and hashable.

    Arguments:
        clauses: the clauses; each slug once.

    Raises:
        GuidelineError: a slug is given twice, or ``book[slug]`` asks for one that does not exist.

    >>> book = ClauseBook((norm_clause("2.4.4c", "补充", "supplement", ""),))
    >>> "2.4.4c" in book, book.nearest("2.44c")
    (True, ('2.4.4c',))
    """

    clauses: tuple[Clause, ...]
    _by_slug: dict[str, Clause] = field(init=False, repr=False, eq=False)

    @_by_slug.default
    def _make_index(self) -> dict[str, Clause]:
        return _index(self)

    def __getitem__(self, slug: str) -> Clause:
        try:
            return self._by_slug[slug]
        except KeyError:
            near = self.nearest(slug)
            raise GuidelineError(
                clause=slug,
                known=near,
                zh=f"没有第 {slug} 条；最接近的是 {'、'.join(near)}",
                en=f"there is no clause {slug}; the nearest are {', '.join(near)}",
            ) from None

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slug)

    def __len__(self) -> int:
        return len(self.clauses)

    def get(self, slug: str, default: Clause | None = None) -> Clause | None:  # type: ignore[override]  # narrower than Mapping on purpose
        """The clause, or ``default`` if the book has none of that id."""
        return self._by_slug.get(slug, default)

    def nearest(self, slug: str, n: int = 3) -> tuple[str, ...]:
        """Up to ``n`` slugs that look most like ``slug``, best first."""
        # Even a hopeless guess gets an answer to hold on to.
        return nearest(slug, self._by_slug, n)

"""The picture of one assessment, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from gaf_rules.answers.assessment import Assessment
from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.basis import found_with
from gaf_rules.log.events import Event
from gaf_rules.messages import LANGUAGES
from gaf_rules.show.pictures.assessed import scene
from gaf_rules.show.pictures.planned import plan_scene
from gaf_rules.show.pictures.scene import Scene
from gaf_rules.show.pictures.svg import draw
from gaf_rules.values.given import every, one_of, require
from gaf_rules.values.theme import wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["Timeline", "timeline"]


@frozen(kw_only=True)
class Timeline:
    """A picture of a case in time; the same assessment gives the same picture.

    Attributes:
        scene: what is to be seen.
        spoken: makes the same scene in another language (``spoken(lang="en")``), where that is known.
    """

    scene: Scene
    spoken: Callable[..., Scene] | None = field(default=None, eq=False, repr=False)

    def in_lang(self, lang: Lang) -> Timeline:
        """The same picture in another language; a scene made by hand stays as it is."""
        one_of("lang", lang, LANGUAGES)
        if self.spoken is None or lang == self.scene.lang:
            return self
        return Timeline(scene=self.spoken(lang=lang), spoken=self.spoken)

    def without_name(self) -> Timeline:
        """The same picture without the name of the app, where a font lacks its characters."""
        return evolve(self, scene=evolve(self.scene, name=""))

    @property
    def svg(self) -> str:
        """The picture as one SVG element: no scripts, no fonts, no links; safe to put into a page."""
        return draw(self.scene)

    def to_svg(self, *, theme: Theme = "auto") -> str:
        """The picture as a file: :attr:`svg` with a line break behind it.

        Arguments:
            theme: ``light``, ``dark``, or ``auto``, which follows the system of whoever looks at it.

        Raises:
            CaseError: another theme.
        """
        return f"{draw(self.scene, theme=theme)}\n"

    def html(self, *, theme: Theme = "auto") -> str:
        """The picture in a frame that scrolls sideways where the screen is narrow.

        Arguments:
            theme: ``auto``, ``light`` or ``dark``.

        Raises:
            CaseError: another theme.
        """
        return wide(draw(self.scene, theme=theme))

    def _repr_html_(self) -> str:
        return self.html()


def timeline(
    subject: Assessment | Plan,
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    events: Iterable[Event] = (),
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> Timeline:
    """The picture of an assessment or of a plan: lanes by bearer, days off shaded, last and safe days marked.

    An assessment has one lane a duty; duties that nothing has started yet (those to be done before
    something) have no period and no lane. What went wrong, a breach or a consequence, has a row of its own
    with its bearer, marked on the day since when. A picture that would be empty says why.

    A plan has one lane a step, numbered, in the order in which they happen, from the step before it to its
    latest safe day; the day wished for is the numbered one.

    Arguments:
        subject: the assessment, or the plan.
        calendar: the working days to shade by; those of the assessment by default. Give
            ``calendar.for_place(place)`` to see the regional days of a place.
        lang: ``"zh"`` or ``"en"``.
        events: the log, to be numbered and listed; by default that of the case, and without one the
            events that the assessment itself speaks of (what started a duty, what fulfilled it). Not for
            a plan, whose lanes say what has been done.
        case: the case, for its log and the name of the app; that of the assessment by default.
        guideline: the one it was assessed with, for its words; that of the assessment by default.

    Raises:
        GafRulesError: an argument of another kind, another language.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C1",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> picture = timeline(gaf.assess(case, as_of=date(2026, 3, 4)), case=case, lang="en")
    >>> picture.svg[:4], [(lane.clause, str(lane.due)) for lane in picture.scene.lanes]
    ('<svg', [('2.6.1b', '2026-03-16')])
    """
    require(
        "subject",
        subject,
        (Assessment, Plan),
        " gaf.assess 或 gaf.plan 的结果",
        "what gaf.assess or gaf.plan returns",
    )
    log = every("events", events, Event, " Event", "an Event")
    spoken: Callable[..., Scene]
    if isinstance(subject, Plan):
        held = found_with(subject, case=case, calendar=calendar, guideline=guideline)
        spoken = partial(plan_scene, subject, held)
    else:
        spoken = partial(
            scene,
            subject,
            calendar=calendar,
            events=log,
            case=case,
            guideline=guideline,
        )
    return Timeline(scene=spoken(lang=lang), spoken=spoken)

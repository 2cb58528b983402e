"""The zone in which moments have their day: a known name, or an error that names the nearest."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from gaf_rules.columns.kinds import refusal
from gaf_rules.values.nearest import nearest, short

__all__ = ["require_zone"]

_USUAL: Final = "Asia/Shanghai"
# What people write for China, which has one zone under the name of one city.
_OF_CHINA: Final = (
    "beijing", "peking", "china", "cst", "hainan", "haikou", "sanya", "shanghai", "guangzhou",
    "shenzhen", "北京", "上海", "中国", "海南", "+8", "+08",
)  # fmt: skip
# Files of a zone data base that stand for whatever the machine is set to.
_OF_THE_MACHINE: Final = frozenset({"localtime", "posixrules"})


def require_zone(zone: object, path: str = "$zone") -> ZoneInfo | None:
    """The zone of this name; None where none is named.

    Arguments:
        zone: what the caller gave.
        path: the name of the argument, for the error.

    Raises:
        CaseError: an unknown name, an empty text, anything that is no text; it names the nearest known name.

    >>> require_zone("Asia/Shanghai"), require_zone(None)
    (zoneinfo.ZoneInfo(key='Asia/Shanghai'), None)
    >>> require_zone("Asia/Beijing")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $zone: got 'Asia/Beijing'; no known zone; did you mean Asia/Shanghai?
    """
    if zone is None:
        return None
    if isinstance(zone, str) and zone not in _OF_THE_MACHINE:
        try:
            return ZoneInfo(zone)
        except (LookupError, ValueError, OSError):
            pass
    near = _nearest(zone)
    raise refusal(
        path=path,
        got=zone,
        zh=f"得到 {short(zone)}；不是已知的时区名；是否想写 {near}？",
        en=f"got {short(zone)}; no known zone; did you mean {near}?",
        allowed=(near,),
    )


def _nearest(zone: object) -> str:
    """The known name that is meant; that of China where nothing says otherwise."""
    if not isinstance(zone, str):
        return _USUAL
    asked = zone.strip().lower()
    known = {name.lower(): name for name in sorted(available_timezones() - _OF_THE_MACHINE)}
    if asked in known:
        return known[asked]
    if not asked or any(word in asked for word in _OF_CHINA):
        return _USUAL
    found = [*nearest(asked, known, cutoff=0.6)]
    if not found:  # the city alone, without its continent
        found = [full for full in known if full.rpartition("/")[2] == asked.replace(" ", "_")]
    return known[found[0]] if found else _USUAL

"""What is there only with an extra: the error that says what to install, and what stands in for a name."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NoReturn

from gaf_rules.values.errors import GafRulesError

__all__ = ["MissingExtraError", "library", "missing_extra", "stand_in"]

_EXTRA_OF = {
    "numpy": "frames",
    "narwhals": "frames",
    "polars": "sheets",
    "pyarrow": "parquet",
    "hypothesis": "testing",
    "starlette": "serve",
    "uvicorn": "serve",
}


class MissingExtraError(GafRulesError, ImportError):
    """What was asked for needs a package that is not installed.

    Attributes:
        missing: the package.
        extra: the extra of this library that brings it.
    """

    missing: str
    extra: str
    code = "missing_extra"


def library(module: str, extra: str, zh: str, en: str) -> Any:
    """A module of a package that only an extra of this library brings.

    Arguments:
        module: its name.
        extra: the extra.
        zh: what is done with it, in Chinese.
        en: likewise in English.

    Raises:
        MissingExtraError: it cannot be loaded; says why, and what to install.

    >>> library("json.decoder", "ics", "读 JSON", "reading JSON").__name__
    'json.decoder'
    """
    try:
        return import_module(module)
    except ImportError as error:
        missing = module.partition(".")[0]
        made = MissingExtraError(
            zh=f'{zh} 需要 {missing}（{error}）。请运行 pip install "gaf-rules[{extra}]"',
            en=f'{en} needs {missing} ({error}). Run: pip install "gaf-rules[{extra}]"',
        )
        made.missing, made.extra = missing, extra
        raise made from error


def missing_extra(what: str, error: ModuleNotFoundError) -> ImportError:
    """The error to raise where a module cannot be loaded: with what to install, if an extra brings it.

    Arguments:
        what: what was asked for.
        error: why it cannot be had.

    >>> missing_extra("gaf_rules.bulk", ModuleNotFoundError(name="numpy")).args
    ('gaf_rules.bulk needs numpy, which is not installed. Run: pip install "gaf-rules[frames]"',)
    """
    missing = str(error.name).partition(".")[0]
    if missing not in _EXTRA_OF:
        return error
    extra = _EXTRA_OF[missing]
    made = MissingExtraError(
        zh=f'{what} 需要 {missing}，但没有安装。请运行：pip install "gaf-rules[{extra}]"',
        en=f'{what} needs {missing}, which is not installed. Run: pip install "gaf-rules[{extra}]"',
    )
    made.missing, made.extra = missing, extra
    return made


def stand_in(name: str, error: ImportError) -> type:
    """What a public name stands for while its extra is missing: whoever calls it gets the error.

    A class, so that it can be asked for with ``isinstance``, too: nothing is one of it.

    Raises:
        ImportError: ``error`` itself, where it is not for want of an extra.
    """
    if not isinstance(error, MissingExtraError):
        raise error

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise error

    return type(name, (), {"__new__": refuse, "__doc__": str(error), "__module__": "gaf_rules"})

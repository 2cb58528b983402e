"""What every test may ask for: the checkout, the shared facts beside it, Hypothesis' profiles."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Generator

# So many sets of parameters of one test count for coverage.
_COUNTED = 15

ROOT = Path(__file__).resolve().parent.parent

# "ci" draws the same examples every time: a gate on coverage must not depend on luck. Neither
# profile has a deadline: on two busy cores it measures the neighbours, not the code.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("default", deadline=None, max_examples=60)
# Where tests are run within a test.
settings.register_profile("few", derandomize=True, deadline=None, max_examples=5)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "default")
)


def pytest_configure(config: pytest.Config) -> None:
    """Lets ``no_cover`` stop the tracer in the processes that pytest-xdist starts, too.

    There pytest-cov (7.1.0) starts two collectors, one as for a run in one process and one of its own.
    Pausing the second wakes the first, and what is marked is traced all the same: three times as slow.
    """
    covering = config.pluginmanager.getplugin("_cov")
    first = getattr(covering, "cov_controller", None)
    if covering is not None and first is None:
        # Both `--cov` and `--no-cov`: it pauses what is not there.
        config.pluginmanager.unregister(covering)
    if first is not None and hasattr(config, "workerinput"):
        first.cov.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage counts what is written down, and of a test with many sets of parameters the first of them.

    Examples that are drawn, and what tells the same of one thing after another, run without its tracer: so
    they take half the time. The worked cases all count.
    """
    seen: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        seen[name] += 1
        repeated = seen[name] > _COUNTED and "test_expectations" not in name
        if repeated or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    """Passes over what asks for the second engine on a Python that cannot have it."""
    try:
        return (yield)
    except Exception as error:
        cause = error.__cause__
        if isinstance(cause, ModuleNotFoundError) and cause.name == "durable_rules_engine":
            pytest.skip("durable_rules is not installed for this Python")
        raise


def pytest_report_header() -> str:
    """Says which copy of the library is tested: the installed one or the checkout."""
    spec = importlib.util.find_spec("gaf_rules")
    found = list(spec.submodule_search_locations or ()) if spec else []
    return f"gaf_rules from: {', '.join(found) or 'nowhere: make test installs it'}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: the folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the checkout; where it is missing, the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder 'shared' beside the checkout")
    return folder

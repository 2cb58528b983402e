"""Without numpy all that needs none works; what does need it is there by name and says what to install."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

_WITHOUT = "import sys; sys.modules.update(dict.fromkeys({0!r}))\n"


def _said(program: str, *missing: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT.format(missing) + textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("missing", ["numpy", "narwhals"])
def test_every_public_name_is_there(missing: str) -> None:
    said = _said(
        """
        import gaf_rules as gaf
        assert all(hasattr(gaf, name) for name in gaf.__all__)
        assert set(gaf.__all__) <= set(dir(gaf))
        from gaf_rules import *
        assert all(name in globals() for name in gaf.__all__)
        assert not isinstance(gaf.CHINA, Audit)
        for name in ("audit", "Audit"):
            try:
                getattr(gaf, name)(1, 2, as_of=3)
            except gaf.GafRulesError as error:
                print(error.text("en"), "|", error.text("zh"), "|", isinstance(error, ImportError))
        """,
        missing,
    )
    lines = said.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert f"needs {missing}" in line
        assert line.count('pip install "gaf-rules[frames]"') == 2
        assert line.endswith("True")


def test_a_module_says_it_too() -> None:
    said = _said(
        """
        import importlib
        for name in ("gaf_rules.bulk", "gaf_rules.bulk.ranks"):
            try:
                importlib.import_module(name)
            except ImportError as error:
                print(error)
        """,
        "numpy",
    )
    assert said.count('pip install "gaf-rules[frames]"') == 2


def test_the_kit_for_tests_says_it_too() -> None:
    said = _said(
        """
        try:
            import gaf_rules.testing
        except ImportError as error:
            print(error)
        """,
        "hypothesis",
    )
    assert 'needs hypothesis, which is not installed. Run: pip install "gaf-rules[testing]"' in said


def test_the_service_says_it_too() -> None:
    said = _said(
        """
        try:
            from gaf_rules.service import application
        except ImportError as error:
            print(error)
        """,
        "starlette",
    )
    assert 'needs starlette, which is not installed. Run: pip install "gaf-rules[serve]"' in said


def test_the_rest_needs_none_of_it() -> None:
    said = _said(
        """
        from datetime import date
        import gaf_rules as gaf
        print(gaf.deadline("2.4.4c", trigger=date(2026, 2, 18)).on)
        """,
        "numpy",
        "narwhals",
        "polars",
        "pandas",
        "pyarrow",
    )
    assert said == "2026-03-06\n"


def test_the_command_needs_none_of_it() -> None:
    """Whatever an extra brings may be missing: the plain installation answers on the command line."""
    said = _said(
        """
        from gaf_rules.cli import main
        raise SystemExit(main(["deadline", "2.4.4c", "2026-02-18", "--lang", "en"]))
        """,
        *(
            "durable_rules_engine",
            "h11",
            "hypothesis",
            "icalendar",
            "matplotlib",
            "narwhals",
            "numpy",
        ),
        *("pandas", "polars", "pyarrow", "python_calamine", "rich", "starlette", "uvicorn"),
        *("workalendar", "xlsxwriter"),
    )
    assert "due      2026-03-06 Fri" in said


@pytest.mark.parametrize("module", ["plot", "ics", "dmn", "bpmn", "xes", "calendar_files"])
def test_what_has_no_tables_needs_nothing_that_reads_them(module: str) -> None:
    """Its extra brings none of these; matplotlib brings numpy."""
    program = f"import gaf_rules.adapters.{module}"
    assert not _said(program, "narwhals", "polars", "pandas", "pyarrow")


def test_a_kind_of_table_that_is_not_installed_is_named_with_what_brings_it() -> None:
    said = _said(
        """
        import gaf_rules as gaf
        from gaf_rules.cli import main
        try:
            gaf.simulate(2, seed=1)
        except gaf.GafRulesError as error:
            print(error.text("en"))
        words = ["audit", "a.parquet", "b.parquet", "--as-of", "2026-03-09", "--in-batches"]
        sys.stderr = sys.stdout
        print(main([*words, "--out", "found", "--lang", "en"]))
        """,
        "polars",
    )
    assert (
        said.count('needs polars, which is not installed. Run: pip install "gaf-rules[sheets]"')
        == 2
    )
    assert said.endswith("2\n")

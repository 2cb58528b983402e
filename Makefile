# `make demo` and `make test` need nothing but Python 3.11 or later and pip's usual index.
# Another Python: `make PYTHON=python3.12 test`. Everything is kept in .venv; `make clean` removes it.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=
NOTEBOOK ?= reform
# What the tests and checks are run with, each package with the digests of its files; `make LOCK= ...`: whatever the index has.
LOCK ?= requirements/ci.lock

PYTHON_VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ifeq ($(filter-out 2.% 3.0 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10,$(PYTHON_VERSION)),)
$(error $(PYTHON) is Python '$(PYTHON_VERSION)', but gaf_rules needs 3.11 or later: try `make PYTHON=python3.12 ...`)
endif

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := README.md LICENSE $(shell find gaf_rules -type f -not -path '*/__pycache__/*')

# Stamps: what has been put into the environment so far. A stamp is older than pyproject.toml or the
# sources when these have changed, and then only that step is done again.
FRESH := $(VENV)/.python-$(PYTHON_VERSION)
RUNTIME := $(VENV)/.runtime
TESTING := $(VENV)/.testing
DOCS := $(VENV)/.docs
PROJECT := $(VENV)/.project
RELEASE := $(VENV)/.release
FUZZ := $(VENV)/.fuzz
BENCH_VENV ?= .venv-bench
BENCH := $(BENCH_VENV)/.peers

.DEFAULT_GOAL := help
.PHONY: help demo test deep check mutants fuzz docs notebook bench changes lock dist clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help:
	@echo "make demo    assess the example cases"
	@echo "make test    run every test (one: make test PYTEST_ARGS='-k lapsed --no-cov')"
	@echo "make deep    what takes long or needs more: a browser, a client in TypeScript, servers for diaries"
	@echo "make check   lint, formatting, types, layers"
	@echo "make mutants faults put into the core one at a time, and which of them the tests notice: hours"
	@echo "make fuzz    what a coverage-guided fuzzer thinks of, given to all that takes input: some minutes"
	@echo "make docs    build the pages, English and Chinese, into docs/_build"
	@echo "make notebook run one notebook of the docs without Jupyter (another: make notebook NOTEBOOK=readings)"
	@echo "make bench   ours and other libraries side by side; writes the page of the docs"
	@echo "make changes what has changed since the last release"
	@echo "make dist    the archives of a release, compared, looked through, installed and tried on every Python here"
	@echo "make lock    renew requirements/ci.lock"
	@echo "make clean   remove .venv and whatever was built"

demo: $(RUNTIME) $(PROJECT)
	@$(BIN)/python examples/run.py

# `pytest`, not `python -m pytest`: the latter would test the checkout and not the wheel.
test: $(TESTING) $(PROJECT)
	HYPOTHESIS_PROFILE=ci $(BIN)/pytest -n 2 --dist worksteal --cov --cov-branch --cov-report=term-missing:skip-covered \
	  --cov-fail-under=95 $(PYTEST_ARGS)

# What is not there (npm, a browser, a Radicale that installs) is skipped and named.
deep: $(TESTING) $(PROJECT)
	$(BIN)/pytest -m deep --no-cov $(PYTEST_ARGS)

check: $(TESTING) $(PROJECT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every fault in the code: make mutants MUTANTS_ARGS='--sample 0'.
mutants: $(TESTING) $(PROJECT)
	$(BIN)/python scripts/mutants.py $(MUTANTS_ARGS)

# More of it: make fuzz FUZZ_ARGS='case --runs 1000000'.
fuzz: $(FUZZ) $(PROJECT)
	$(BIN)/python scripts/fuzz.py $(FUZZ_ARGS)

docs: $(DOCS) $(PROJECT)
	rm -rf docs/_build
	$(BIN)/python docs/build.py

# Its figures are asserted in it: a run that ends has reproduced them.
notebook: $(TESTING) $(PROJECT)
	@$(BIN)/python scripts/notebook.py docs/notebooks/$(NOTEBOOK).md

# From the checkout: the page that is written is the one of the checkout.
bench: $(BENCH)
	PYTHONPATH=. $(BENCH_VENV)/bin/python benchmarks/side_by_side.py $(BENCH_ARGS)

changes: $(TESTING)
	@$(BIN)/towncrier build --draft --version next

dist: $(RELEASE) $(PROJECT)
	$(BIN)/python scripts/release.py $(DIST_ARGS)

lock: $(RELEASE)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade \
	  --custom-compile-command "make lock" --extra all --extra test --output-file $(LOCK) pyproject.toml

clean:
	rm -rf $(VENV) $(BENCH_VENV) build dist docs/_build htmlcov .coverage .coverage.* .hypothesis \
	  .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(FRESH):
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(PIP) install "hatchling>=1.27"
	@touch $@

$(RUNTIME): $(FRESH) pyproject.toml
	$(PIP) install .
	@touch $@

$(TESTING): $(FRESH) pyproject.toml $(LOCK)
	$(PIP) install $(if $(LOCK),--require-hashes -r $(LOCK),".[test]")
	@touch $@

$(FUZZ): $(TESTING)
	$(PIP) install ".[fuzz]"
	@touch $@

$(RELEASE): $(TESTING)
	$(PIP) install ".[release]"
	@touch $@

$(DOCS): $(FRESH) pyproject.toml
	$(PIP) install ".[docs]"
	@touch $@

# The project alone, built anew from the sources: a second or two, and no network.
$(PROJECT): $(FRESH) pyproject.toml $(SOURCES)
	$(PIP) install --no-build-isolation --no-deps --no-index --force-reinstall .
	@touch $@

# Peers one by one: one that does not install here is named and left out, and the run goes on.
$(BENCH): benchmarks/requirements.txt pyproject.toml
	rm -rf $(BENCH_VENV)
	$(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip --disable-pip-version-check --quiet install .
	@grep -v '^\#' benchmarks/requirements.txt | while read peer; do \
	  $(BENCH_VENV)/bin/python -m pip --disable-pip-version-check --quiet install "$$peer" \
	    || echo "$$peer does not install here and is left out"; \
	done
	@touch $@

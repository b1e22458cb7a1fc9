# `make run` and `make test` need Python 3.11 or newer, git and make; they set up .venv by themselves.

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

# An environment that was made elsewhere (a copied or moved folder) holds paths of that place, so it is made anew.
ifneq ($(shell cat .venv/made-in 2>/dev/null),$(CURDIR))
.venv/made-in: FORCE
endif

.DEFAULT_GOAL := run
.PHONY: run demo test test-faults fuzz lint format words bench screenshots clean FORCE

run: .venv/ready-to-run
	@$(BIN)/studylog

demo: .venv/ready-to-run
	@$(BIN)/studylog demo

# Twice as many as two cores: most of what the tests of the screens take is waiting for the screen to come to rest.
test: lint
	$(BIN)/python -m pytest -n 4

# Kills, power cuts, full and failing disks, clocks: what was broken how often, and what was lost. Takes a while.
test-faults: .venv/ready-to-test
	$(BIN)/python -m tests.faults

# An hour of made-up bytes for the reader, the templates, the settings and the import; needs Clang's runtime, so only here.
fuzz: .venv/ready-to-test
	$(PIP_INSTALL) atheris
	for target in reader template importer settings; do $(BIN)/python -m tests.fuzz $$target --seconds 900 || exit 1; done

lint: .venv/ready-to-test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready-to-test
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

# Korean for new sentences, in files of {"sentence": "Korean"}: make words FROM=ko.json
words: .venv/ready-to-test
	$(BIN)/python -m tests.words.catalogue $(FROM)

# What everything takes, against floors and peers of the same run, into tests/bench/RESULTS.md: some twenty minutes. Peers
# are installed into .bench. A part of it: .venv/bin/python -m tests.bench --parts verbs --only status,week
bench: .venv/ready-to-test
	$(BIN)/python -m tests.bench --results tests/bench/RESULTS.md

# The pictures of the README, in docs/.
screenshots: .venv/ready-to-test
	$(BIN)/python -m tests.pictures

clean:
	rm -rf .venv .bench build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find tracker tests -type d -name __pycache__ -prune -exec rm -rf {} +

.venv/made-in:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "studylog needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V 2>/dev/null || echo 'not there'): name another, as in 'make run PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@printf '%s\n' '$(CURDIR)' > $@

.venv/ready-to-run: .venv/made-in pyproject.toml
	@echo "setting up (once): what studylog runs with, in .venv …"
	@$(PIP_INSTALL) -e .
	@touch $@

.venv/ready-to-test: .venv/made-in pyproject.toml
	@echo "setting up (once): what studylog runs and is tested with, in .venv …"
	@$(PIP_INSTALL) -e '.[dev]'
	@touch .venv/ready-to-run $@

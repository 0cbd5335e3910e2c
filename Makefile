# The commands of the project. `make demo` and `make test` need nothing but Python 3.11 or newer and a way to
# reach a package index: everything else is put into $(VENV), once per change of pyproject.toml.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Running and developing share one environment; each stamp says what has been put into it.
PYTHON_READY := $(VENV)/.stamp-python
DEMO_READY := $(VENV)/.stamp-demo
DEV_READY := $(VENV)/.stamp-dev
BENCH_READY := $(VENV)/.stamp-bench

DEMO_FROM ?= examples/minato
DEMO_TO ?= demo-out
DEMO_TODAY ?= 2026-11-24
# One file stays on one worker, so that what numba compiled for it is compiled once; tests/conftest.py says which begin.
PYTEST_OPTIONS ?= -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: demo test check lint docs bench clean help

help: ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  \1\t/'

demo: $(DEMO_READY) ## assess the example hospital: one command, one folder of results
	$(BIN)/inmori assess $(DEMO_FROM) --out $(DEMO_TO) --today $(DEMO_TODAY)

test: $(DEV_READY) lint ## everything that CI asks: the checks, then all tests (the architecture's among them)
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

check: $(DEV_READY) lint docs ## style, types, import order, documents

lint: $(DEV_READY)
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV_READY) ## prove that the documents and the house agree
	$(BIN)/python -m pytest tests/architecture

bench: $(BENCH_READY) ## speed and truth, against peers, in one run
	$(BIN)/python benchmarks/run.py

clean: ## forget what was computed, keep the environment
	rm -rf $(DEMO_TO) build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON_READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Inmori needs Python 3.11 or newer / Python 3.11以上が必要です (make PYTHON=python3.12 ...)'; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo 'The venv module is missing / venvがありません: apt-get install python3-venv'; exit 1; }
	@touch $@

# Editable, so that a stamp stays true while sources change.
$(DEMO_READY): pyproject.toml | $(PYTHON_READY)
	$(PIP) --editable '.[documents]'
	@touch $@

$(DEV_READY): pyproject.toml | $(PYTHON_READY)
	$(PIP) --editable '.[documents,web,postgres,dev]'
	@touch $@ $(DEMO_READY)

$(BENCH_READY): pyproject.toml | $(PYTHON_READY)
	$(PIP) --editable '.[documents,bench]'
	@touch $@ $(DEMO_READY)

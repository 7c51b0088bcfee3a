# `make run` and `make test` set up everything they need in .venv, then do what their names say.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 1

.PHONY: run test check bench verdicts setup clean
.DEFAULT_GOAL := run

setup: .venv/.ready

.venv/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Residual Explorer needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	@echo "Setting up .venv, once: torch and Qt are large, this takes minutes."
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: setup
	$(BIN)/residual-explorer

test: setup
	QT_QPA_PLATFORM=offscreen PYTHONHASHSEED=0 $(BIN)/python -m pytest -m 'not bench' -n 2 --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# TensorBoard and wandb, which the instruments' cost is compared with
.venv/.bench: .venv/.ready
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@

bench: .venv/.bench
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m bench -s tests/benchmarks

verdicts: setup
	$(BIN)/residual-explorer verdicts --jobs $(JOBS) --out resources/verdicts/report.md

clean:
	rm -rf .venv build dist *.egg-info

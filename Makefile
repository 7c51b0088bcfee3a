# `make run` and `make test` set up everything they need in .venv, then do what their names say.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 1
BENCH_SIZE ?= 1
KEEP ?= build/labeled-set

.PHONY: run test test-thorough test-lowest check bench growth cluster gpu verdicts setup clean
.DEFAULT_GOAL := run

setup: .venv/.ready

.venv/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Residual Explorer needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	@$(PYTHON) -m explorer.system_packages venv
	$(PYTHON) -m venv .venv
	@echo "Setting up .venv, once: torch and Qt are large, this takes minutes."
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev,engine]'
	@touch $@

# system libraries that Qt needs: asked for once in a terminal
.PHONY: libraries
libraries: setup
	@$(BIN)/python -m explorer.system_packages

# glibc keeps what large tensors leave behind unless it is told not to: without this a process of the tests grows by 0.5 GB
# a setting that has Python keep no compiled files would have every process of the tests compile the program anew
TEST := PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen PYTHONHASHSEED=0 MALLOC_MMAP_THRESHOLD_=1000000 MALLOC_TRIM_THRESHOLD_=10000000

run: libraries
	$(BIN)/residual-explorer

test: libraries
	$(TEST) $(BIN)/python -m pytest -n 2 --dist loadfile

# those as well that `make test` leaves to one of their kind: every size of torchvision's designs
test-thorough: libraries
	$(TEST) $(BIN)/python -m pytest -n 2 --dist loadfile -m ""

# the same tests with the lowest version of each dependency that pyproject.toml allows
test-lowest: pyproject.toml
	$(PYTHON) -m venv .venv-lowest
	mkdir -p build && $(PYTHON) tests/lowest.py > build/lowest.txt
	.venv-lowest/bin/python -m pip install --disable-pip-version-check --editable '.[dev,engine]' --constraint build/lowest.txt
	$(TEST) .venv-lowest/bin/python -m pytest -n 2 --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

# TensorBoard and wandb, which the instruments' cost is compared with
.venv/.bench: .venv/.ready
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev,engine,bench]'
	@touch $@

# at full size; BENCH_SIZE=0.1 is quicker and judges nothing, `make test` runs them at size 0
bench: .venv/.bench
	BENCH_SIZE=$(BENCH_SIZE) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m bench tests/benchmarks

# how costs grow with size, and their picture in the guide
growth: setup
	GROWTH_PICTURE=resources/pictures/growth.png BENCH_SIZE=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m bench tests/benchmarks/test_growth.py

# Ray, and the tests that train on a cluster of this machine
.venv/.cluster: .venv/.ready
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev,cluster]'
	@touch $@

cluster: .venv/.cluster
	$(TEST) $(BIN)/python -m pytest tests/cluster

# Every GPU test and a table. `make gpu PYTHON=python3` takes that Python as it is, without .venv and without a network;
# WHEELS=FOLDER adds the packages that it lacks.
ifeq ($(origin PYTHON),command line)
GPU_PYTHON := $(PYTHON)
else
GPU_PYTHON := $(BIN)/python
gpu: setup
endif
# CIFAR=FOLDER: CIFAR-10 as torchvision unpacks it, in place of random images
gpu:
	$(if $(WHEELS),$(GPU_PYTHON) -m pip install --quiet --no-index --no-deps --no-compile --upgrade --target build/gpu $(wildcard $(WHEELS)/*.whl))
	CIFAR=$(CIFAR) PYTHONPATH=.:build/gpu $(GPU_PYTHON) -m tests.gpu

# Runs that are in KEEP already are judged as they are, so that it goes on where it was stopped; `make clean` drops them.
verdicts: setup
	$(BIN)/residual-explorer verdicts --jobs $(JOBS) --keep $(KEEP) --out tests/labeled_set/report.md \
		--figures explorer/verdicts/measured.json

clean:
	rm -rf .venv .venv-lowest build dist *.egg-info

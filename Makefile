# make help says what there is. STEP=1.4 or TASK=2 narrows `make test`; STRICT=1 makes `make check` strict.

PYTHON ?= python3
PY := .venv/bin/python
READY := .venv/.ready
PYTEST := PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(PY) -m pytest
RUNS ?= 100
LONGEST := tests/kata/test_watch.py tests/kata/test_staircase.py

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(READY)  ## make .venv and install what requirements.txt names; again only when that changes

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make setup PYTHON=python3.12"; exit 3; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installing the packages (PyTorch is large: this takes a while, once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

grade: $(READY)  ## report where you stand
	@$(PY) grader.py || test $$? -eq 1

watch: $(READY)  ## judge a step again on every save, on one screen (STEP=1.4, TASK=2)
	@$(PY) grader.py watch $(or $(STEP),$(TASK))

test: $(READY)  ## judge your code: one line a step, and what is wrong (STEP=1.4, TASK=2)
	@$(PYTEST) tests/stage* --step-lines $(addprefix --step ,$(STEP) $(TASK))

bench: $(READY)  ## measure the engine against NumPy, PyTorch and others
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 \
	  $(PYTEST) -p pytest_benchmark.plugin tests/benchmarks

check: lint  ## everything that must be green
	$(PY) -m kata.skeleton --check $(if $(STRICT),--strict)
	$(PYTEST) -p xdist -n 4 --dist loadfile $(LONGEST) tests/kata
	$(PY) grader.py --target solutions --fresh

lint: $(READY)  ## style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

teeth: $(READY)  ## the tests on every wrong solution, on the same in other words, and on right ones
	$(PY) -m kata.misconceptions.teeth --write
	$(PY) -m kata.misconceptions.teeth --variants
	$(PY) -m kata.misconceptions.teeth --alternatives

mutants: $(READY)  ## the tests on the solutions with a small change (STEP=1.4, TASK=2)
	@$(PY) -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	$(PY) -m kata.mutation.survey $(STEP) $(TASK)

messages: $(READY)  ## collect the texts to be translated, and compile the translations
	$(PY) -m kata.messages

soak: $(READY)  ## the judge on the reference, RUNS times, many fresh random examples each
	@$(PY) -m kata.soak $(RUNS)

clean:  ## remove what was built, .venv included; your exercises stay
	rm -rf .venv .kata .mypy_cache .ruff_cache .benchmarks .hypothesis
	find . -name __pycache__ -type d -exec rm -rf {} +

.PHONY: help setup grade watch test bench check lint teeth mutants soak messages clean

# Works on a fresh machine with Python >= 3.11, git and make. Another Python: make test PYTHON=python3.13
# (its own virtual environment, .venv-3.13; the default one is .venv).

PYTHON ?= python3
ifeq ($(PYTHON),python3)
VENV ?= .venv
else
VENV ?= .venv-$(patsubst python%,%,$(notdir $(PYTHON)))
endif

# Windows names both otherwise.
ifeq ($(OS),Windows_NT)
SCRIPTS := Scripts
EXE := .exe
else
SCRIPTS := bin
EXE :=
endif

BIN := $(VENV)/$(SCRIPTS)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Everything installed is a package of the lock files, checked against its hash; then the project
# itself, built with the locked hatchling and nothing else.
LOCKED := --require-hashes --requirement
UNLOCKED_SELF := --no-deps --no-build-isolation --no-index
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links
# What the compiled search and pricing are built from; their compiler is a package of
# requirements/build.txt.
KERNELS := hatch_build.py $(wildcard src/sharepool/engine/csrc/*/*.[ch] src/sharepool/centre/*/csrc/*.[ch])

C_SOURCES := $(wildcard src/sharepool/engine/csrc/*/*.[ch] src/sharepool/centre/*/csrc/*.[ch] tests/engine/*.c)

# What calls the kernels most: what runs with those that sanitizers watch.
KERNEL_TESTS := $(addprefix tests/engine/test_,abi.py compiled.py memory.py least.py search.py search_deltas.py teams.py columns.py)

UV := $(BIN)/python -m uv
# Run the tests in an environment of their own, with versions that no lock file names.
define tests_in
	$(UV) venv --quiet --clear --python $(BIN)/python $(1)
	$(UV) pip install --quiet --python $(1) --group dev --requirement requirements/build.in --editable '.[cluster,databases,notebooks,roads]' $(2)
	$(1)/bin/python -m pytest --numprocesses $(JOBS)
endef

JOBS ?= 3
DEMO_SECONDS ?= 60
DEMO := out/demo
WHEEL := build/wheel
WHEEL_BIN := $(WHEEL)/$(VENV)/$(SCRIPTS)
WHEELS := build/wheels
WINE := build/wine

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint tests explore coverage docs wheel wheels wine kernels lowest newest sanitize format abi lock clean

help:  ## Show what can be made.
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.demo-done  ## Solve the sample county and show the result.
	$(BIN)/sharepool solve data/samples/county --out $(DEMO) --time-limit $(DEMO_SECONDS)
	$(BIN)/sharepool check data/samples/county $(DEMO)/plan.csv

test: lint tests docs wheel  ## Run every check: style, types, layers, tests, the site, the built wheel.

setup: $(VENV)/.setup-done  ## Make the virtual environment to develop in.

lint: setup  ## Check style, types and layers.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/clang-format --dry-run --Werror $(C_SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: setup  ## Run the tests.
	$(BIN)/pytest -r s --numprocesses $(JOBS)

explore: setup  ## Run the property tests with examples never tried before.
	$(BIN)/pytest --numprocesses $(JOBS) --hypothesis-profile explore -m hypothesis

coverage: setup  ## Run the tests and measure what they cover.
	$(BIN)/pytest --numprocesses $(JOBS) --cov --cov-report=term

docs: setup  ## Make the documentation site, build/docs/index.html; a warning is an error.
	$(BIN)/sphinx-build --builder html --fresh-env --write-all --fail-on-warning --keep-going --quiet docs build/docs

wheel: setup  ## Build the wheel and try it where only the runtime requirements are.
	rm -rf $(WHEEL)
	$(PIP) wheel $(UNLOCKED_SELF) --wheel-dir $(WHEEL) .
	$(PYTHON) -m venv $(WHEEL)/$(VENV)
	$(WHEEL_BIN)/python -m pip --disable-pip-version-check --quiet install $(LOCKED) requirements/runtime.txt
	$(WHEEL_BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-index $(WHEEL)/*.whl
	$(WHEEL_BIN)/sharepool validate data/samples/tiny
	$(WHEEL_BIN)/sharepool solve data/samples/tiny --out $(WHEEL)/tiny --time-limit 5
	$(WHEEL_BIN)/sharepool check data/samples/tiny $(WHEEL)/tiny/plan.csv
	$(WHEEL_BIN)/sharepool report data/samples/tiny $(WHEEL)/tiny/plan.csv --out $(WHEEL)/tiny/report
	rm -rf $(WHEEL)/$(VENV)

wheels: setup  ## Build a wheel for each system and machine, from this one, and check them.
	rm -rf $(WHEELS)
	for target in $$($(BIN)/python -c 'import hatch_build; print(*hatch_build.TARGETS)'); do \
	  SHAREPOOL_TARGET=$$target $(PIP) wheel $(UNLOCKED_SELF) --wheel-dir $(WHEELS) . || exit 1; \
	done
	$(BIN)/python -m tests.wheels $(WHEELS)

wine: setup  ## Run the kernels of the wheel for Windows under Wine; without Wine, say what is skipped.
	rm -rf $(WINE)/*.whl
	SHAREPOOL_TARGET=windows-x86_64 $(PIP) wheel $(UNLOCKED_SELF) --wheel-dir $(WINE) .
	$(BIN)/python -m tests.hosts $(WINE)

kernels: setup  ## Run the tests of the C code.
	$(BIN)/python -m pytest --numprocesses $(JOBS) $(KERNEL_TESTS) tests/test_hosts.py

lowest: setup  ## Run the tests with the lowest versions that pyproject.toml allows.
	mkdir -p build
	$(UV) pip compile --quiet --resolution lowest-direct --all-extras pyproject.toml --output-file build/lowest.txt
	$(call tests_in,$(VENV)-lowest,--constraint build/lowest.txt)

newest: setup  ## Run the tests with the newest versions there are.
	$(call tests_in,$(VENV)-newest,--upgrade)

sanitize: setup  ## Run the tests of the C code with the system's compiler and its sanitizers (Linux).
	LD_PRELOAD="$$(cc -print-file-name=libasan.so)" ASAN_OPTIONS=detect_leaks=0 \
	  $(BIN)/pytest --numprocesses $(JOBS) --sanitize --capture=sys $(KERNEL_TESTS)

format: setup  ## Format the code and mend what ruff can mend.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/clang-format -i $(C_SOURCES)

abi: setup  ## Write csrc/common/abi.h from sharepool.engine.abi.
	$(BIN)/python -m sharepool.engine.abi.header

lock: setup  ## Write requirements/*.txt from pyproject.toml.
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml --output-file requirements/runtime.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) requirements/build.in --constraint requirements/runtime.txt --output-file requirements/build.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml requirements/build.in --group dev --constraint requirements/runtime.txt --constraint requirements/build.txt --output-file requirements/dev.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) pyproject.toml --group rivals --constraint requirements/runtime.txt --output-file requirements/rivals.txt

clean:  ## Remove what was built and cached, but no virtual environment.
	rm -rf build dist out docs/generated htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python$(EXE):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make demo PYTHON=python3.x" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo-done: requirements/runtime.txt requirements/build.txt pyproject.toml $(KERNELS) | $(BIN)/python$(EXE)
	$(PIP) install $(LOCKED) requirements/runtime.txt
	$(PIP) install $(LOCKED) requirements/build.txt
	$(PIP) install $(UNLOCKED_SELF) --editable .
	touch $@

$(VENV)/.setup-done: requirements/dev.txt pyproject.toml $(KERNELS) | $(BIN)/python$(EXE)
	$(PIP) install $(LOCKED) requirements/dev.txt
	$(PIP) install $(UNLOCKED_SELF) --editable .
	touch $@

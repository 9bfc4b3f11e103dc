# On a machine with nothing but Python 3.11 or newer, make and git: `make run` or `make test`.
PYTHON ?= python3
BIN := .venv/bin
SYSTEM_PYTHON ?= /usr/bin/python3
# Three times as many as there are processors: most of them wait for a terminal.
PYTEST_ARGS ?= -n $(shell expr 3 \* $$(getconf _NPROCESSORS_ONLN)) --dist worksteal -q
# Of `make mutants`: without a room all of them, one after another.
ROOM ?=
SEED ?= 7
N ?= 50

# Each test begins processes: whoever keeps no compiled code compiles the whole app in each of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-long times test-system-python check format soak bench mutants wheelhouse lock clean

run: .venv/.runtime           ## set everything up and open the app
	@$(BIN)/ce-tui

test: .venv/.dev              ## set everything up and run the tests, but for those that take long
	@scripts/system_packages.sh test
	$(BIN)/pytest $(PYTEST_ARGS) -m "not long and not soak"

test-long: .venv/.dev         ## those that take long
	@scripts/system_packages.sh test
	$(BIN)/pytest $(PYTEST_ARGS) -m "long and not soak"

times: .venv/.dev             ## both, and write down which take long (tests/long.txt)
	@scripts/system_packages.sh test
	$(BIN)/pytest $(PYTEST_ARGS) --junitxml=build/times.xml
	$(BIN)/python scripts/long_tests.py build/times.xml

test-system-python: .venv/.dev  ## what depends on the version of Python, on the system's own where it is another one
	@scripts/system_packages.sh test
	@scripts/test_system_python.sh "$(SYSTEM_PYTHON)" $(PYTEST_ARGS)

check: .venv/.dev             ## format, lint, types, import contracts; the wheel builds and runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@scripts/check_wheel.sh

format: .venv/.dev            ## write code as `make check` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: .venv/.dev              ## every test, and the long runs in full
	@scripts/system_packages.sh test
	$(BIN)/pytest $(PYTEST_ARGS) -m "soak or not soak" --hypothesis-profile=soak -o faulthandler_timeout=3600

bench: .venv/.dev             ## the budgets, measured on this machine; written to tests/bench/RESULTS.md
	@scripts/system_packages.sh bench
	$(BIN)/python tests/bench/run.py

mutants: .venv/.dev           ## which small changes of the code no test notices; ROOM="core/pathway session" SEED=7 N=50
	@$(BIN)/python scripts/mutants $(ROOM) --seed $(SEED) --count $(N)

wheelhouse: .venv/.dev        ## one archive for machines without internet; SIGN=KEY signs it with a key of ssh's
	@scripts/wheelhouse.sh

lock: .venv/.dev              ## write the lock files anew from pyproject.toml
	@scripts/lock.sh

clean:                        ## all that these targets made here
	rm -rf .venv .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .mutants

.venv/.runtime: requirements.lock pyproject.toml
	@scripts/set_up.sh "$(PYTHON)" requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml
	@scripts/set_up.sh "$(PYTHON)" requirements-dev.lock
	@touch .venv/.runtime $@

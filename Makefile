# Two commands: `make demo` and `make test`. Needs only Python 3.11 to 3.14, git and make.
#
# Every path is relative: GNU make splits words at spaces, and a checkout may well live in a folder with spaces.

SHELL = /bin/sh
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
STAMP = $(VENV)/.installed

.PHONY: help demo test prove test-neo4j torture month torture-network evaluate benchmark readme lint format lock clean

help:
	@echo "make demo   set up, load the examples and answer the first question"
	@echo "make test   set up and run the tests"
	@echo "make prove  run the properties of the route engine on 100,000 random cases"
	@echo "make test-neo4j run the contract tests on two lines of a real Neo4j (needs JDKs 17 and 25, and Maven)"
	@echo "make torture kill refreshes and stores at random, 100 times each (TORTURE=\"--kills 5\" for fewer)"
	@echo "make torture-network kill refreshes that fetch, 100 times (TORTURE=\"--kills 5\" for fewer)"
	@echo "make month  live through a month of hourly refreshes on a clock of its own (MONTH=\"--hours 48\" for less)"
	@echo "make evaluate  score the extraction on the annotated articles"
	@echo "make benchmark run the benchmarks"
	@echo "make readme write the outputs shown in the README anew"
	@echo "make lint   ruff and mypy"
	@echo "make format let ruff rewrite the code"
	@echo "make lock   compile requirements.txt from pyproject.toml (needs uv)"
	@echo "make clean  remove the environment and all caches"

demo: $(STAMP)
	@$(BIN)/trunkline demo

# The tests of a file stay together, as they share what it starts, and in the order of tests/conftest.py.
test: $(STAMP)
	@$(BIN)/python -m pytest --numprocesses $${TEST_PROCESSES:-2} --dist loadfile \
	    --no-loadscope-reorder $(PYTEST)

prove: $(STAMP)
	@PROVE_CASES=$${PROVE_CASES:-100000} $(BIN)/python -m pytest tests/prove --timeout 0 $(PYTEST)
	@$(BIN)/python -m tests.queries.routes.differential $${PROVE_QUESTIONS:-500}

test-neo4j: $(STAMP)
	@$(BIN)/python -m tests.neo4j.run $(PYTEST)

torture: $(STAMP)
	@$(BIN)/python -m tests.torture.run $(TORTURE)

torture-network: $(STAMP)
	@$(BIN)/python -m tests.torture.network $(TORTURE)

month: $(STAMP)
	@$(BIN)/python -m tests.month.run $(MONTH)

evaluate: $(STAMP)
	@$(BIN)/python -m tests.gold.evaluate $(EVALUATE)

benchmark: $(STAMP)
	@for one in commands unchanged refresh writing questions console extraction route_figures route_answers; do $(BIN)/python -m "benchmarks.$$one"; done

readme: $(STAMP)
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.write_readme "$$folder"; rm -rf "$$folder"

lint: $(STAMP)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

format: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# The stamp is the newest file of a complete environment, so a second run starts at once and an
# interrupted installation is taken up again. The editable link is made relative: before 3.13 Python reads it
# in the locale's encoding, and under LC_ALL=C a checkout in a folder named in Cyrillic would not even start it.
$(STAMP): requirements.txt pyproject.toml
	@set -e; \
	for candidate in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    test -n "$$candidate" && "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	        >/dev/null 2>&1 && found="$$candidate" && break || true; \
	done; \
	test -n "$$found" || { echo "Trunkline needs Python 3.11 to 3.14: install one, or name it with make PYTHON=..." >&2; exit 1; }; \
	"$$found" -c 'import ensurepip' 2>/dev/null \
	    || { echo "$$found cannot make virtual environments: install its venv package (Debian: python3-venv)." >&2; exit 1; }; \
	echo "Setting up $(VENV) with $$("$$found" --version); the first time takes a few minutes." >&2; \
	"$$found" -m venv $(VENV); \
	$(PIP) install -qq --require-hashes -r requirements.txt; \
	$(PIP) install -qq --no-deps --no-build-isolation --editable .; \
	for link in $(VENV)/lib/python3*/site-packages/_trunkline.pth; do echo "../../../.." > "$$link"; done; \
	touch $(STAMP)

lock:
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev \
	    pyproject.toml -o requirements.txt

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	@find graph loaders queries tests -name __pycache__ -type d -prune -exec rm -rf {} +

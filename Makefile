# Everything that is done with this project, by name. `make` alone lists it.

# The first Python that is recent enough; `make PYTHON=/path/to/python3.12 run` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help python setup run test check format translations drill bench clean

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found."; exit 1; }

setup: python  ## install what running, developing and testing need; the second time in no time
	@$(PYTHON) -m tools.setup

run: python  ## set up, load the demo, and serve at http://localhost:8000 (PORT and HOST change that)
	@$(PYTHON) -m tools.run

test: python  ## run all tests (ARGS='-k name' passes on to pytest)
	@$(PYTHON) -m tools.tests $(ARGS)

check: setup  ## formatting, lint, strict types, import contract, templates, translations, migrations, lock file
	@$(PYTHON) -m tools.check

format: setup  ## bring code and templates into their one form
	@$(BIN)/ruff check --quiet --fix --exit-zero
	@$(BIN)/ruff format
	@find samspel -name '*.html' -path '*/templates/*' -exec $(BIN)/djade --target-version 5.2 {} +

translations: setup  ## bring the catalogues up to what code and templates say now
	@$(BIN)/python tools/messages.py update

drill: setup  ## break what must hold, and see that it holds (ARGS=faults or ARGS=rules/outbox chooses)
	@$(BIN)/python -m drill $(ARGS)

bench: setup  ## measure how fast it is, on a database of its own (ARGS=--write puts the table into docs/performance.md)
	@$(BIN)/python -m bench $(ARGS)

clean: python  ## remove everything that set-up and running made, the data too (asks first)
	@$(PYTHON) -m tools.clean

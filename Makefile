# make demo   articles of corpus/samples -> out/demo
# make test   all checks and tests
# make eval   score the samples and fail below corpus/floors.json
# make check  format, lint and types only
# Each sets up .venv by itself the first time and when pyproject.toml or constraints.txt changed.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
IS_RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python; do \
	"$$name" -c "$(IS_RECENT)" 2>/dev/null && { echo "$$name"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help demo test check eval clean

help:
	@sed -n 's/^# //p' Makefile

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { \
		echo "market-views needs Python 3.11 or newer and found none: install it, or name it with 'make PYTHON=path'" >&2; \
		exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	$(BIN)/market-views extract corpus/samples --out out/demo
	@echo "The tables are in out/demo: views.csv, levels.csv, consensus.csv (articles.jsonl holds the texts)"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(READY)
	$(BIN)/market-views evaluate corpus/samples/gold.jsonl --articles corpus/samples --floors corpus/floors.json

test: check
	$(BIN)/pytest -n auto --dist loadfile -m "not timed"
	$(BIN)/pytest -m timed

clean:
	rm -rf $(VENV) out build dist

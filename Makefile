# Two commands a fresh machine needs: `make demo` and `make test`. Each sets up what it needs.
SERVE ?= 1
PORT ?= 8000
PYTHON ?= python3
DATELINE_DATA ?= ../shared/data
export DATELINE_DATA
BIN := .venv/bin
MOST_REPORTED := import json, sys; print(max(json.load(sys.stdin), key=lambda i: (i["articles"], i["id"]))["id"])
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: help setup demo test check format scores floors bench gazetteer-bench growth orders ablation reader-alone lock clean

help: ## list what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready ## set up .venv alone

# The stamp lets a second `make` start at once; a change of the lock file sets up again.
.venv/ready: requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) --no-build-isolation --editable .
	$(BIN)/python -m dateline.knowledge.build
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

demo: .venv/ready ## read the samples, show the incidents, serve the site (SERVE=0: do not serve)
	@rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/dateline read samples --store sqlite:///demo.db
	$(BIN)/dateline incidents --store sqlite:///demo.db
	$(BIN)/dateline show --store sqlite:///demo.db "$$($(BIN)/dateline incidents --store sqlite:///demo.db --format json | $(BIN)/python -c '$(MOST_REPORTED)')"
ifneq ($(SERVE),0)
	$(BIN)/dateline serve --store sqlite:///demo.db --port $(PORT)
endif

test: .venv/ready-dev ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/test_order.py tests/test_properties.py tests

check: .venv/ready-dev ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/ready-dev ## put the code into the form that `make check` asks for
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

scores: .venv/ready-dev ## score every task on the dev data, write docs/evaluation.md and bench/results
	$(BIN)/python -m dateline.evaluate.scores --data "$(DATELINE_DATA)" --write

floors: .venv/ready-dev ## score every task and fail below a floor of bench/floors.json
	$(BIN)/python -m dateline.evaluate.scores --data "$(DATELINE_DATA)"

bench: .venv/ready-dev ## articles a second, peak memory, and the time of each step
	$(BIN)/python bench/speed.py --data "$(DATELINE_DATA)"
	$(BIN)/python bench/steps.py --data "$(DATELINE_DATA)"

gazetteer-bench: .venv/ready ## size and speed of the gazetteer: writes bench/results/gazetteer.json
	$(BIN)/python bench/gazetteer.py

orders: .venv/ready ## derive incidents dev in 20 random orders and batches: each must give the same incidents
	$(BIN)/python bench/orders.py --data "$(DATELINE_DATA)"

growth: .venv/ready ## how linking grows with the store: writes bench/results/growth.json, docs/growth.svg
	$(BIN)/python bench/growth.py

ablation: .venv/ready-dev ## what each part of the reader adds: writes docs/ablation.md
	$(BIN)/python bench/ablation.py --data "$(DATELINE_DATA)"

reader-alone: .venv/ready-dev ## the reader without the rules of extraction: writes bench/reader_alone.json
	$(BIN)/python bench/reader_alone.py --data "$(DATELINE_DATA)"

lock: ## resolve the lock files again (needs uv)
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements-dev.lock
	uv pip compile requirements-build.in --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements-build.lock

clean: ## remove the set-up and what the demo wrote
	rm -rf .venv demo.db demo.db-wal demo.db-shm

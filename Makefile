# Two commands a fresh machine needs: `make demo` and `make test`. Each sets up what it needs.
SERVE ?= 1
PORT ?= 8000
PYTHON ?= python3
DATA ?= $(or $(DATELINE_DATA),../shared/data)
BIN := .venv/bin
export DATELINE_DATA := $(DATA)

.PHONY: help setup demo test check scores bench lock clean

help:
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

# A stamp file, so that a second `make` starts at once; the lock files decide when the set-up is stale.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-build.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m dateline.knowledge.build
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@

setup: .venv/ready ## set up .venv alone

# Two commands are enough: `make run` and `make test`. Both bring what they need.
.DEFAULT_GOAL := help
SHELL := /bin/sh
export RASA_TELEMETRY_ENABLED := false

GUIDEN := .venv/bin/guiden
WIDGET := widget/dist/hansyns-guide.js
REVIEW := bot/review/static/review.css
# What npm writes last: the OpenID provider that tests sign in with.
PROVIDER := tests/review/oidc_provider/node_modules/.package-lock.json
# Microsoft's own libraries and tools, apart from ours.
PEERS := .guiden/teams_peers/.ready

.PHONY: help run test lint train dialogue evaluate bench lock audit

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/.ready $(WIDGET) $(REVIEW)  ## start the assistant on http://localhost:5005, the review pages on 5006
	@$(GUIDEN) run

test: .venv/.ready $(WIDGET) $(REVIEW) $(PROVIDER) $(PEERS)  ## run every test, with PostgreSQL and a browser
	@scripts/system_packages.sh
	@$(MAKE) --no-print-directory lint
	@mkdir -p .guiden; $(GUIDEN) train > .guiden/training.log 2>&1 || (cat .guiden/training.log; exit 1)
	@.venv/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: .venv/.ready  ## check style and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

train: .venv/.ready  ## train the model if something changed
	@$(GUIDEN) train

dialogue: .venv/.ready  ## run the conversation files
	@$(GUIDEN) dialogue tests/dialogue

# One pass of stock Rasa over our lines takes minutes, so it gets fewer than its usual 100 here; the table says how many.
STOCK_EPOCHS ?= 3

evaluate: .venv/.ready  ## measure readability, search and understanding, the last two beside other ways to do it
	@.venv/bin/python -m benchmarks.readability
	@.venv/bin/python -m benchmarks.search
	@.venv/bin/python -m benchmarks.rivals --stock-epochs $(STOCK_EPOCHS)
	@.venv/bin/python -m benchmarks.understanding

bench: .venv/.ready  ## measure search among up to 100,000 examples, and speed, load and faults beside stock Rasa
	@scripts/system_packages.sh
	@.venv/bin/python -m benchmarks.search --scale
	@.venv/bin/python -m benchmarks.engine

lock:  ## renew requirements.lock from pyproject.toml
	@.tools/bin/uv pip compile --quiet --python-version 3.10 --python-platform linux --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --extra tracing --group dev pyproject.toml \
	  --output-file requirements.lock

audit: .venv/.ready  ## compare requirements.lock with known vulnerabilities
	@.venv/bin/python -m scripts.audit

.venv/.ready: requirements.lock pyproject.toml .python-version
	@scripts/setup.sh

$(WIDGET): .venv/.ready $(wildcard widget/src/*.ts) widget/package.json
	@scripts/build_widget.sh

$(REVIEW): .venv/.ready $(wildcard bot/review/frontend/*.*)
	@scripts/build_review.sh

$(PROVIDER): .venv/.ready tests/review/oidc_provider/package-lock.json
	@cd $(@D)/.. && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --no-audit --no-fund --ignore-scripts --silent

$(PEERS): .venv/.ready $(addprefix tests/channels/teams/peers/,requirements.lock package-lock.json)
	@scripts/teams_peers.sh

# Layerwise. `make run` serves the site, `make test` runs every test; both need only Python >= 3.11.
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
export PORT

.PHONY: help install run demo screenshots test test-thorough test-postgres check bench curator lock clean
.DEFAULT_GOAL := help

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# A stamp per lock file: the environment is made again only when the lock changes.
$(VENV)/.run: requirements.txt
	@bin/make-venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.run ## Make the environment that serves the site, and stop there

run: $(VENV)/.run ## Serve the site on http://localhost:8000 (PORT changes the port)
	@bin/serve

# A database of its own: the demo never meets your data.
demo: export DATABASE_URL = sqlite:///var/demo.sqlite3
demo: $(VENV)/.run ## Serve the site with an account that has 90 days behind it, made anew
	@$(MANAGE) prepare
	@$(MANAGE) demo_data --replace >/dev/null
	@bin/serve

curator: $(VENV)/.run ## Let EMAIL curate the catalogue
	@test -n "$(EMAIL)" || { echo 'Say whom: make curator EMAIL=name@example.org'; exit 2; }
	@$(MANAGE) make_curator "$(EMAIL)"

test: $(VENV)/.dev ## Run every test
	@bin/run-tests

test-thorough: $(VENV)/.dev ## Run every test, with ten times as many examples made at random
	@THOROUGH=1 bin/run-tests $(TESTS)

test-postgres: $(VENV)/.dev ## Run every test on a throw-away PostgreSQL server
	@bin/test-postgres $(TESTS)

check: $(VENV)/.dev ## Format, lint, types, templates, migrations, deployment checks
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy .
	git ls-files -z '*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2 --check
	$(MANAGE) makemigrations --check --dry-run
	SITE_URL=https://layerwise.example.org EMAIL_URL=smtp+tls://u:p@mail.example.org:587 \
		$(MANAGE) check --deploy --fail-level WARNING

bench: $(VENV)/.dev ## Print speed as ratios to a bare Django page
	$(PY) -m benchmarks.engine
	$(PY) -m benchmarks.parsing
	$(PY) -m benchmarks.imports
	$(PY) -m benchmarks.pages
	$(PY) -m benchmarks.search

screenshots: $(VENV)/.dev ## Take every page of the demo account into var/screenshots/
	$(PY) -m tests.browser.screenshots

lock: $(VENV)/.dev ## Compile the lock files from the .in files
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header requirements.in -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment and caches; var/ (your data) stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Layerwise. `make test` runs every test; it needs Python >= 3.11 with venv.
.PHONY: test
.venv/.dev: requirements-dev.txt
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

test: .venv/.dev
	.venv/bin/python -m pytest -q

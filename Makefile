# `make` lists what there is. Everything is installed into .venv, from locks with hashes; only the tests'
# browser is the machine's own, and is installed where there is none.

PYTHON := $(shell command -v python3 || command -v python3.14 || command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python)
SET_UP = $(or $(PYTHON),$(error No Python found: install Python 3.11.5 or newer)) hooks/bootstrap.py
BIN    = .venv/bin
RUN    = $(BIN)/python hooks/bootstrap.py run
MKDOCS = mkdocs build --strict
FOLDER = $(if $(filter-out 0 no false,$(OFFLINE)),--config-file mkdocs.offline.yml)
LOCK   = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --no-config --upgrade \
         --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url

# where the originals of the classroom edition are
LIBRARY := $(or $(POSTIL_LIBRARY),$(wildcard ../shared/seeds))

# Material's notice about the end of MkDocs 1.x, at every build
export NO_MKDOCS_2_WARNING = 1

.PHONY: help site serve test picture bench lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s%s\n", $$1, $$2 }' Makefile

site: ## build site/; POSTIL_LIBRARY=…: the classroom edition; OFFLINE=1: to be opened from disk
	@$(SET_UP) site
	@$(RUN) $(MKDOCS) $(FOLDER)

serve: ## show the site on 127.0.0.1:8000 and rebuild it while you edit
	@$(SET_UP) site
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

test: ## run all checks and tests, and build both editions into build/
	@$(SET_UP) test
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(RUN) lint-imports --no-logo
	@POSTIL_LIBRARY= POSTIL_ANSWERS= $(RUN) pytest -n auto --dist loadscope
	@POSTIL_LIBRARY= POSTIL_ANSWERS= $(RUN) $(MKDOCS) --site-dir build/public
	@$(if $(LIBRARY),POSTIL_LIBRARY="$(LIBRARY)" POSTIL_ANSWERS= $(RUN) $(MKDOCS) --site-dir build/classroom)

picture: ## make the picture in README
	@$(SET_UP) test
	@PYTHONPATH=hooks $(RUN) python -m tests.browser.picture

bench: ## measure a generated corpus against plain MkDocs
	@$(SET_UP) test
	@$(RUN) python tests/bench/run.py

lock: ## renew both locks
	@$(SET_UP) site
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-test.in -o requirements-test.lock

clean: ## remove .venv and all that was built
	rm -rf .venv site build .cache .*_cache .hypothesis hooks/*.egg-info

# Everything here does its own set-up: Python 3.11 or newer, git and make are all that is needed.
# 'make help' lists the targets. PYTHON=/path/to/python chooses the Python that .venv is made with.

BIN := .venv/bin
CORE := .venv/.core
DEV := .venv/.dev
PEER := .venv/peer/.peer
CHECKED := src tests bench scripts

.DEFAULT_GOAL := help
.PHONY: help demo test search check lint format types layers spelling docs docs-fresh wheel browser bench samples lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(CORE) ## run the main job on the bundled example, and leave the export and its report in out/demo
	@$(BIN)/wardlight demo --out out/demo
	@echo; echo "To type these commands here: . .venv/bin/activate"

test: $(DEV) ## run the whole test suite
	@scripts/browser --install || true
	$(BIN)/python -m pytest -n auto

search: $(DEV) ## look further with the property tests: other inputs each time (minutes)
	HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest -n auto tests/property

check: lint types layers spelling docs-fresh wheel test ## all that CI runs, in the order of the quickest answer

lint: $(DEV) ## style and format, changing nothing
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)

format: $(DEV) ## put style and format right
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

types: $(DEV) ## check the types (mypy, strict)
	$(BIN)/mypy

layers: $(DEV) ## check that no layer imports one above it
	$(BIN)/lint-imports --no-logo

spelling: $(DEV) ## check the spelling of code and prose
	$(BIN)/codespell

docs: $(DEV) ## write docs/reference and the model card anew from the code
	$(BIN)/python scripts/docs.py
	$(BIN)/python -m scripts.model_card

docs-fresh: $(DEV) ## fail where one of them is not what the code says
	$(BIN)/python scripts/docs.py --check
	$(BIN)/python -m scripts.model_card --check

wheel: $(DEV) ## build the wheel, install it into an empty environment and run the main job there
	scripts/smoke

browser: ## find a Chromium, or get one
	scripts/browser --install

bench: $(DEV) $(PEER) ## measure speed and memory beside a peer, on a million messages (minutes)
	$(BIN)/python -m bench.reading --peer-python .venv/peer/bin/python

samples: $(DEV) ## the table of a folder of real exports: make samples WARDLIGHT_SAMPLES=folder
	$(BIN)/python -m bench.samples $(WARDLIGHT_SAMPLES)

lock: ## renew requirements/*.txt (needs uv)
	scripts/lock

clean: ## remove the environment, caches and output
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

$(CORE): requirements/core.txt requirements/build.txt pyproject.toml
	@scripts/setup core

$(DEV): requirements/dev.txt pyproject.toml
	@scripts/setup dev

$(PEER): requirements/peer.txt
	@scripts/setup peer

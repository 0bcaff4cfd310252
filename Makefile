# Every target sets up .venv by itself. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV = $(shell command -v uv 2>/dev/null || echo $(VENV)/bin/uv)

EXTRAS := offline postgres celery redis s3 gcs otel evaluation
SAMPLE = $(VENV)/lib/python3.11/site-packages/pyannote/audio/sample/sample.wav

export HF_HUB_DISABLE_TELEMETRY := 1
export PYANNOTE_METRICS_ENABLED := 0
export ORT_DISABLE_TELEMETRY := 1
# Where it is set, as in many containers, every process of the tests compiles all libraries anew, which takes most of
# the time of importing them; uv does not compile what it installs.
export PYTHONDONTWRITEBYTECODE :=

# The scripts of the pages, built by the node that comes as a Python package.
UI := src/entrypoints/http/ui
UI_BUILD := src/entrypoints/http/static/ui/manifest.json
UI_STAMP := $(UI)/node_modules/.package-lock.json
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(UI) --loglevel=error

.PHONY: help setup ui check lint types layers security audit ui-check test ui-test test-deps demo serve soak bench bench-accuracy bench-speed lock pin docs clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) $(UI_BUILD) ## install everything into .venv and build the pages' scripts

$(STAMP): requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || { command -v uv >/dev/null && uv venv --quiet --python 3.11 $(VENV) || $(PYTHON) -m venv $(VENV); }
	@command -v uv >/dev/null || test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet requirements/dev.txt
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --editable .
	@touch $@

ui: $(UI_BUILD) ## build the pages' scripts

$(UI_STAMP): $(UI)/package-lock.json $(STAMP)
	$(NPM) ci
	@touch $@

$(UI_BUILD): $(UI_STAMP) $(shell find $(UI)/src $(UI)/texts -type f) $(wildcard $(UI)/*.ts)
	$(NPM) run build

check: lint types layers security ui-check ## style, types, layering and insecure habits

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

security: $(STAMP)
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src

audit: $(STAMP) ## compare the locked requirements with published advisories, where the network lets it
	$(BIN)/python -m tests.advisories

layers: $(STAMP)
	$(BIN)/lint-imports --config pyproject.toml

ui-check: $(UI_STAMP)
	$(NPM) run check

clean: ## remove what was built
	rm -rf $(VENV) dist build out .mypy_cache .ruff_cache .pytest_cache $(UI)/node_modules $(dir $(UI_BUILD))

ui-test: $(UI_STAMP)
	$(NPM) test

test: setup ui-test ## run the tests (what needs a missing program is skipped, with its name)
	$(BIN)/python -m tests.missing_programs
	$(BIN)/pytest $(PYTEST_ARGS)

test-deps: ## install the system packages that only some tests need (Debian, root)
	bash tests/install_programs.sh

demo: $(STAMP) ## transcribe pyannote.audio's sample recording with the offline profile
	$(BIN)/exact-transcription transcribe "$(SAMPLE)" --profile offline --output out/demo --overwrite \
	  --format txt --format json --format srt --format vtt --option txt.pauses=simple
	@echo && cat out/demo/sample.txt

serve: setup ## transcribe in the browser, at http://127.0.0.1:8080
	$(BIN)/exact-transcription serve

bench: bench-speed bench-accuracy ## all benchmarks

soak: $(STAMP) ## kill workers and submitters a hundred times, with every database and queue
	FAULT_KILLS=100 $(BIN)/python -m pytest tests/faults -s --timeout 3600

bench-speed: $(STAMP) ## wall time and memory against stock WhisperX and pyannote
	$(BIN)/python -m benchmarks.speed

bench-accuracy: $(STAMP) ## words, speakers, edges and pauses against ../shared/data
	$(BIN)/python -m benchmarks.accuracy

COMPILE = $(UV) pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-annotate \
  --custom-compile-command "make lock" --python-version 3.11

lock: ## pin and hash all requirements
	$(COMPILE) $(EXTRAS:%=--extra %) --group dev -o requirements/dev.txt
	$(COMPILE) $(EXTRAS:%=--extra %) -c requirements/dev.txt -o requirements/runtime.txt
	$(UV) pip compile --group image --quiet --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --python-version 3.11 -c requirements/dev.txt -o requirements/image.txt

pin: ## write the digests that the tags of others' images have today into the files that name them
	$(PYTHON) deploy/pin_images.py

docs: $(STAMP) ## write the generated parts of docs/
	$(BIN)/exact-transcription settings --markdown > docs/settings.md
	$(BIN)/python -m tests.integration.http.access.table

# Two commands to know: `make demo` and `make test`. Everything lands in .venv; nothing is fetched but Python packages.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo assets pictures test lint types unit test-scale fuzz endurance bench bench-case bench-peers ftm wheel lock resolve-check corpus-check clean

help:            ## Say what can be made.
	@grep -hE '^[a-z-]+: .*## |^[a-z-]+: +## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(VENV)/installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sayso needs Python 3.11 or newer; say make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "the venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing what sayso stands on (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/installed  ## Build a case from the bundled samples and print what is claimed, on whose word.
	@rm -f build/demo.sayso*; mkdir -p build
	@$(BIN)/sayso add samples --case build/demo.sayso 2>/dev/null
	@echo "What is claimed in $$(ls samples | wc -l | tr -d ' ') invented reports, and on how many independent voices it rests:"
	@echo
	@$(BIN)/sayso matters --case build/demo.sayso --format table --limit 12 2>/dev/null
	@echo
	@echo "Look further:"
	@echo "    $(BIN)/sayso matters --case build/demo.sayso --about Kharuz        everything about one name"
	@echo "    $(BIN)/sayso show ID --case build/demo.sayso                       who says it, word for word"
	@echo "    $(BIN)/sayso replies --case build/demo.sayso                       who denies or declines what"
	@echo "    $(BIN)/sayso read samples/oshqar-1-wire.txt                        one report, claim by claim"
	@echo "    $(BIN)/sayso add YOUR-REPORTS --case my.sayso                      a case of your own"
	@echo
	@echo "See it in a browser:"
	@echo "    $(BIN)/sayso serve --case build/demo.sayso --open"

assets: sayso/show/web/assets/built/network.js  ## Bundle the scripts of the network and time line pages (needs Node).

sayso/show/web/assets/built/network.js: package-lock.json $(wildcard sayso/show/web/islands/*)
	@command -v npm >/dev/null || { echo "npm is missing; on Debian: apt-get install npm. Every page works without."; exit 1; }
	@npm ci --silent --no-progress
	@npm run --silent build

pictures: $(VENV)/installed  ## Draw the pictures of README and docs anew, from the samples (needs Chromium).
	SAYSO_PICTURES=docs/pictures $(BIN)/pytest tests/show/web/test_pictures.py

test: $(VENV)/installed lint types unit  ## Lint, check types and run all tests.

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

unit: $(VENV)/installed
	@command -v npm >/dev/null || echo "npm is missing: what needs the scripts of network and time line, and axe-core, is skipped"
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory assets || echo "The scripts could not be built: what needs them is skipped"
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || test -n "$$CHROMIUM" || \
	  echo "Chromium is missing: what needs a real browser is skipped; on Debian: apt-get install chromium"
	$(BIN)/pytest

build/scale/installed: requirements-scale.lock pyproject.toml
	@test -x build/scale/bin/python || $(PYTHON) -m venv build/scale
	@echo "Installing what a batch runs on, in an environment of its own (its pins may clash with ours; about a minute) ..."
	@build/scale/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-scale.lock
	@build/scale/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test-scale: build/scale/installed  ## Test batches on Daft and on a Ray cluster of two nodes, killing drivers and workers (minutes).
	OMP_NUM_THREADS=1 build/scale/bin/python -m pytest tests/batch

fuzz: $(VENV)/installed  ## Damage every foreign format ten thousand times, and give every reader ten thousand wild files (an hour).
	SAYSO_FUZZ=10000 $(BIN)/pytest tests/ingest/test_any_bytes.py

endurance: $(VENV)/installed  ## Send 100,000 reports through all but the model, and see that memory stays flat (minutes).
	$(BIN)/python -m benchmarks.endurance

$(VENV)/bench: $(VENV)/installed requirements-bench.lock
	@echo "Installing what sayso is measured beside (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

bench: $(VENV)/bench  ## Measure everything; what needs the corpora in SHARED says so where they are absent.
	$(BIN)/python -m benchmarks --shared $(SHARED)

bench-case: $(VENV)/installed  ## Measure what a case costs: adding, one more, its lists (ten minutes).
	$(BIN)/python -m benchmarks.case_speed --shared $(SHARED)

bench-peers:     ## Score the name pairs with nomenklatura, in an environment of its own (builds PyICU).
	@test -x build/peers/bin/python || $(PYTHON) -m venv build/peers
	@build/peers/bin/pip install --quiet nomenklatura
	build/peers/bin/python benchmarks/peers.py corpus/name_pairs/test.csv

ftm:             ## Install followthemoney in an environment of its own, to hold that export against (builds PyICU: needs ICU's headers).
	@test -x build/ftm/bin/python || $(PYTHON) -m venv build/ftm
	@build/ftm/bin/pip install --quiet --disable-pip-version-check "followthemoney>=4"

wheel: $(VENV)/installed  ## Build the wheel and the source archive into dist/.
	$(BIN)/python -m hatchling build

lock: $(VENV)/installed  ## Renew the lock files (hashes, no addresses).
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements-dev.lock --group dev pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements-bench.lock --group bench --constraint requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements-scale.lock --extra scale --group scale pyproject.toml

resolve-check: $(VENV)/installed  ## See that wheels alone suffice on Linux, macOS and Windows, Python 3.11 to 3.13.
	@for platform in x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu aarch64-apple-darwin x86_64-pc-windows-msvc; do \
	  for version in 3.11 3.12 3.13; do \
	    $(BIN)/uv pip compile --quiet --only-binary :all: --python-platform $$platform --python-version $$version \
	      --output-file build/resolved.txt pyproject.toml || exit 1; \
	    echo "$$platform, Python $$version: $$(grep -c == build/resolved.txt) wheels"; \
	  done; \
	done

corpus-check: $(VENV)/installed  ## Check the marked text of the corpus and the samples.
	$(BIN)/python -m sayso.train.marked corpus/*/*.marked tests/gold/*/*.marked

clean:           ## Remove what was built, the environment too.
	rm -rf $(VENV) build dist node_modules sayso/show/web/assets/built

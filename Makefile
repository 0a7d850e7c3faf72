# Two commands do all the set-up on a fresh machine with Python 3.11 or newer:
#   make run    a virtual environment, the sample desk, its letters arriving, the desk open
#   make test   the tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SAMPLE_PAUSE ?= 0.4

# A program that is started a hundred times, by tests and measurements, is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test faults pictures bench bench-wire train bench-triage static clean
help:  ## show this help
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/corrtui: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable . --group test
	@touch $@

run: $(BIN)/corrtui  ## make the sample desk in this checkout and open it
	@test -f desk.toml || $(BIN)/corrtui init . --sample
	@SAMPLE_PAUSE=$(SAMPLE_PAUSE) sh docs/drop-sample.sh . &
	@$(BIN)/corrtui --desk .

# One worker more than processors: tests at a terminal wait more than they work.
WORKERS ?= $$(( $$(nproc) + 1 ))
test: $(BIN)/corrtui  ## run the tests
	$(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist worksteal

faults: $(BIN)/corrtui  ## run the slow soak and fault tests
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal

pictures: $(BIN)/corrtui  ## draw the pictures of all screens anew, to be looked at in the diff
	CORRTUI_DRAW_PICTURES=1 $(BIN)/python -m pytest -q tests/screens/test_pictures.py

bench: $(BIN)/corrtui  ## print the benchmarks
	$(BIN)/python -m tests.benchmarks

bench-wire: $(BIN)/corrtui  ## print what a key costs, beside neomutt and aerc where they are installed
	$(BIN)/python -m tests.benchmarks wire

# scikit-learn is used to train and to compare with; the program itself never loads it.
$(BIN)/.train: $(BIN)/corrtui
	$(BIN)/pip install --quiet --disable-pip-version-check --group train
	@touch $@

train: $(BIN)/.train  ## train the model that sorts letters anew, where the letters to learn from are
	$(BIN)/python -m tests.benchmarks.train_triage

bench-triage: $(BIN)/.train  ## print how well letters are sorted, beside TF-IDF and logistic regression
	$(BIN)/python -m tests.benchmarks.triage

static: $(BIN)/corrtui  ## lint, types, import contracts
	$(BIN)/pip install --quiet --disable-pip-version-check --group static
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:  ## remove the environment and the sample desk
	rm -rf $(VENV) build dist *.egg-info cabinet control records desk.toml sample-letters
	find inbox outbox -mindepth 1 ! -name .gitkeep -delete

# Made to be used as the one pelican-quickstart writes. Works with GNU make 3.81 (macOS).

# The interpreter that makes .venv: `make PYTHON=/path/to/python3`. Empty: the newest found.
PYTHON ?=
# More options for pelican, pytest and uv: `make html PELICANOPTS=-D`.
PELICANOPTS ?=
PYTESTOPTS ?=
UVOPTS ?=
# Which faults `make mutants` makes: `make mutants MUTANTS="--package dates --sample 100"`.
MUTANTS ?=
# What `make bench` measures: `make bench BENCH="--sizes 100,1000,10000"`, BENCH=parse, BENCH=explain;
# and `make profile`: a case and a number of stories.
BENCH ?=
PROFILE ?= added 100
# How long `make fuzz` tries, and how many examples a test in one go.
FUZZ_SECONDS ?= 300
FUZZ_EXAMPLES ?= 500
PORT ?= 8000
# Where `make rsync` copies the site: user@host:/path. rsync reads RSYNC_RSH ("ssh -p 2222") itself.
RSYNC_TARGET ?=

INPUTDIR = content
OUTPUTDIR = output
CONFFILE = pelicanconf.py
PUBLISHCONF = publishconf.py

VENV = .venv
PY = $(VENV)/bin/python
PELICAN = $(VENV)/bin/pelican
# What plain `pelican` answers with a traceback, before it loads the plugin, is said in one line.
CHECK = $(PY) scripts/check_settings.py
UV_VERSION = 0.13.9
UV_COMPILE = $(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header $(UVOPTS)

# Arabic text is read and written whatever the locale.
export PYTHONUTF8 = 1

.DEFAULT_GOAL = html

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
		awk -F'|' '{ printf "  make %-13s %s\n", $$1, $$2 }'

html: bootstrap ## Build the site in output/ (the default)
	@$(CHECK) $(CONFFILE) $(INPUTDIR)
	$(PELICAN) $(INPUTDIR) -o $(OUTPUTDIR) -s $(CONFFILE) --fatal errors $(PELICANOPTS)

publish: bootstrap ## Build the site in output/ with the settings for publishing
	@$(CHECK) $(PUBLISHCONF) $(INPUTDIR)
	$(PELICAN) $(INPUTDIR) -o $(OUTPUTDIR) -s $(PUBLISHCONF) --fatal errors $(PELICANOPTS)

rsync: publish ## Publish, then copy what changed to RSYNC_TARGET=user@host:/path
	sh scripts/upload "$(OUTPUTDIR)" "$(RSYNC_TARGET)"

serve: bootstrap ## Serve output/ on this machine (PORT=8000)
	@$(CHECK) $(CONFFILE) $(INPUTDIR)
	$(PELICAN) $(INPUTDIR) -l -o $(OUTPUTDIR) -s $(CONFFILE) -p $(PORT) $(PELICANOPTS)

devserver: bootstrap ## Serve output/ and build it again whenever a source changes
	@$(CHECK) $(CONFFILE) $(INPUTDIR)
	$(PELICAN) $(INPUTDIR) -lr -o $(OUTPUTDIR) -s $(CONFFILE) -p $(PORT) $(PELICANOPTS)

# One recipe, so that the steps keep their order under `make -j`. Tests of one file mostly stay with one
# process, which has made what they share.
test: bootstrap-test ## Run every check and test
	$(VENV)/bin/ruff check --quiet
	$(VENV)/bin/ruff format --check --quiet
	$(VENV)/bin/mypy
	$(PY) -m pytest -n auto --dist worksteal $(PYTESTOPTS)

lint: bootstrap-test ## Check the code's style and format
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

typecheck: bootstrap-test ## Check the code's types
	$(VENV)/bin/mypy

style: bootstrap ## Measure how readable the code is, against targets
	$(PY) scripts/style.py

mutants: bootstrap-test ## Count small faults that no test notices (MUTANTS="--package check --sample 0")
	$(PY) scripts/mutants.py $(MUTANTS)

# What fails is kept in .hypothesis/ and tried first the next time.
fuzz: bootstrap-test ## Build from generated files, new ones each time (FUZZ_SECONDS=300)
	end=$$(($$(date +%s) + $(FUZZ_SECONDS))); while [ $$(date +%s) -lt $$end ]; do \
		FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(PY) -m pytest --hypothesis-profile=fuzz \
			tests/test_fuzz.py $(PYTESTOPTS) || exit 1; done

bench: bootstrap-bench ## Time builds beside stock Pelican and Hugo (BENCH="--sizes 100,1000")
	$(PY) bench $(BENCH)

profile: bootstrap ## Show where the time of a build goes (PROFILE="added 100")
	$(PY) bench profile $(PROFILE)

# Not --quiet: a warning that is not told is none that --strict counts.
docs: bootstrap-docs ## Build the documentation in build/docs/; a dead link is an error
	$(VENV)/bin/properdocs build --strict

# The lists are those of pyproject.toml; the tests' pins are those of `make html` and more.
requirements: bootstrap ## Pin the requirements anew (UVOPTS=--upgrade for newer releases)
	$(PY) -m venv $(VENV)/uv
	$(VENV)/uv/bin/python -m pip install --quiet uv==$(UV_VERSION)
	$(UV_COMPILE) pyproject.toml -o requirements.txt
	$(UV_COMPILE) pyproject.toml --group test -c requirements.txt -o requirements-test.txt
	$(UV_COMPILE) --group bench -c requirements-test.txt -o requirements-bench.txt
	$(UV_COMPILE) --group docs -c requirements-test.txt -o requirements-docs.txt
	cd tests/tools && npm install --package-lock-only --omit-lockfile-registry-resolved \
		--ignore-scripts --no-audit --no-fund --loglevel=error

clean: ## Remove output/ and the caches
	rm -rf $(OUTPUTDIR) cache build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . \( -name .venv -o -name .git -o -name node_modules \) -prune -o \
		-name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove what was installed in this folder, too
	rm -rf $(VENV) tests/tools/node_modules

bootstrap:
	@PYTHON="$(PYTHON)" sh scripts/bootstrap

bootstrap-test:
	@PYTHON="$(PYTHON)" sh scripts/bootstrap test

bootstrap-bench:
	@PYTHON="$(PYTHON)" sh scripts/bootstrap bench

bootstrap-docs:
	@PYTHON="$(PYTHON)" sh scripts/bootstrap docs

.PHONY: help html publish rsync serve devserver test lint typecheck style mutants fuzz bench profile \
	docs requirements clean distclean bootstrap bootstrap-test bootstrap-bench bootstrap-docs

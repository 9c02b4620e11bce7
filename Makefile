# SamenWIJzer. `make start` runs it, `make test` checks it.
#
# A file ending in .klaar is a stamp: the step it stands for is done, and is done
# again only when what it was made from (a lock file, Python itself) has changed.

PORT ?= 8000
# Bytes: a long address gets our own answer, in Dutch, rather than uvicorn's.
LONGEST_ADDRESS = 4000000
# On one's own machine there is a demo school to look round in. Whoever serves others
# says so by one of these settings, and gets no demo unless they ask for it.
SAMENWIJZER_DEMO ?= $(if $(ALLOWED_HOSTS)$(SAMENWIJZER_HTTPS),,ja-ik-weet-het)
export SAMENWIJZER_DEMO
SAMENWIJZER_SITE ?= $(if $(ALLOWED_HOSTS)$(SAMENWIJZER_HTTPS),,http://127.0.0.1:$(PORT))
export SAMENWIJZER_SITE
RECENT = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(or $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(RECENT)' 2>/dev/null && echo $$p && break; done),python3)
VENV = .venv/bin/python
NPM = $(VENV) -m tools.npm
NPM_CI = $(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier \
	--loglevel=error
UV = build/uv/bin/uv pip compile --quiet --universal --generate-hashes \
	--no-emit-index-url --python-version 3.11 --custom-compile-command "make lock"

.PHONY: start test bench lock

# Run the application on this machine.
start: .venv/run.klaar build/voorkant.klaar build/systeem.klaar
	@$(VENV) -m tools.poort $(PORT)
	@$(VENV) manage.py migrate --verbosity 0
	@$(VENV) manage.py laad_inhoud
	@$(if $(SAMENWIJZER_DEMO),$(VENV) manage.py maak_demo)
	@$(VENV) manage.py collectstatic --noinput --verbosity 0
	@echo "SamenWIJzer staat op http://127.0.0.1:$(PORT) (stoppen: Ctrl-C)"
	@$(VENV) manage.py verzend --blijf --met-ouder & \
	  exec $(VENV) -m uvicorn samenwijzer.asgi:application --port $(PORT) --log-level warning \
	  --h11-max-incomplete-event-size $(LONGEST_ADDRESS) --timeout-graceful-shutdown 3

# Every check and every test.
test: build/systeem.klaar .venv/test.klaar node_modules/test.klaar
	@$(VENV) -m tools.alles

# Every measurement, one JSON object a line; what the set-up says goes elsewhere.
bench:
	@$(MAKE) --no-print-directory --silent \
	  build/systeem.klaar .venv/test.klaar node_modules/test.klaar >&2
	@$(VENV) benchmarks/alles.py

# Write the lock files anew. Versions stay unless a lock file is removed first.
lock: .venv/run.klaar
	@$(VENV) -m venv build/uv && build/uv/bin/pip install --quiet --disable-pip-version-check uv
	$(UV) pyproject.toml -o requirements/run.txt
	$(UV) pyproject.toml --group test -o requirements/test.txt
	$(UV) --group node -o requirements/node.txt
	$(NPM) install --package-lock-only --omit-lockfile-registry-resolved \
	  --no-audit --no-fund

# Python packages: what runs, and on top of it what tests.
.venv/run.klaar: requirements/run.txt .venv/bin/python
	@$(PYTHON) -c '$(RECENT)' 2>/dev/null || { \
	  echo "SamenWIJzer heeft Python 3.11 of nieuwer nodig. Installeer die,"; \
	  echo "of zeg waar hij staat: make start PYTHON=/pad/naar/python3"; exit 1; }
	@$(PYTHON) -m tools.omgeving .venv $<
	@touch $@

.venv/test.klaar: requirements/test.txt .venv/run.klaar
	@$(VENV) -m tools.omgeving .venv $<
	@touch $@

# Gone, or pointing at a Python that is gone: all that is built on it is built anew.
.venv/bin/python:

# What setting paper needs of the operating system.
build/systeem.klaar: tools/systeem.py .venv/run.klaar
	@mkdir -p build
	@$(VENV) -m tools.systeem pango
	@if $(VENV) -c "import weasyprint" 2>/dev/null; then touch $@; fi

# The front end: fonts and scripts that are served, and on top of it what tests.
build/pakketten.klaar: package-lock.json .venv/run.klaar
	@$(NPM_CI) --omit=dev
	@mkdir -p build
	@touch $@

build/voorkant.klaar: build/pakketten.klaar tools/voorkant.py $(wildcard js/*.js)
	@$(VENV) -m tools.voorkant
	@touch $@

node_modules/test.klaar: package-lock.json build/pakketten.klaar | build/voorkant.klaar
	@$(NPM_CI)
	@touch $@

# Everything this repository can do. `make` alone lists it.

PORT ?= 8000
PYTHON ?= python3
STAGE ?=
MAIL_DOMAIN ?=
SITE ?=
# Tests by themselves: what they time depends on how busy the machine is.
TIMED := $(addprefix tests/browser/test_call_,faults.py first_frame.py together.py)
CDK := npx --yes aws-cdk@2.1148.1

BIN := .venv/bin
INFRA := .venv-infra/bin
PIP := -m pip install --quiet --disable-pip-version-check --no-input
INSTALLED := .venv/.installed
INFRA_INSTALLED := .venv-infra/.installed
MODULES := frontend/node_modules/.installed
PAGES := frontend/dist/.built
SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -path frontend/tests -prune -o -type f -print 2>/dev/null)

export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20

.DEFAULT_GOAL := help
.PHONY: help install run test check types lint page-types format infra-test template openapi bench deploy clean python node chromium

help:  ## list what can be done
	@echo "make <target>, where <target> is"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Variables: PORT (now $(PORT)), PYTHON (now $(PYTHON)), STAGE, MAIL_DOMAIN and SITE for deploy."

install: $(INSTALLED) $(INFRA_INSTALLED) $(MODULES)  ## install everything, several things at a time with --jobs

run: $(INSTALLED) $(PAGES)  ## install what is missing, then run the whole product on this machine (PORT=8000)
	@$(BIN)/python -m infra.local --port $(PORT)

test: $(INSTALLED) $(PAGES) chromium  ## run every test but the infrastructure's
	@cd frontend && npm test --silent
	@$(BIN)/pytest -q -n 2 --dist loadfile -m "not synth" --ignore tests/browser
	@$(BIN)/pytest -q -n 2 --dist loadfile tests/browser $(TIMED:%=--ignore %)
	@$(BIN)/pytest -q $(TIMED)

check: $(INSTALLED) $(MODULES)  ## lint, types and import contracts
	@$(MAKE) --no-print-directory --jobs 2 types lint page-types

types:
	@$(BIN)/mypy

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache

page-types:
	@cd frontend && npm run --silent typecheck

format: $(INSTALLED)  ## put imports and layout in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

infra-test: $(INSTALLED) $(INFRA_INSTALLED)  ## synthesise the stacks, ask the rule packs, lint the template
	@$(BIN)/pytest -q -m synth tests/infra

template: $(INFRA_INSTALLED)  ## write infra/data.template.json anew after a change of tables or stacks
	@$(INFRA)/python -m infra.template

openapi: $(INSTALLED) $(MODULES)  ## write docs/openapi.json and the frontend's types anew after a change of routes
	@$(BIN)/python -m infra.openapi
	@cd frontend && npm run --silent types

bench: $(INSTALLED) $(PAGES)  ## print the benchmark table, one JSON object a line
	@$(BIN)/python -m tests.bench

deploy: $(INFRA_INSTALLED) node  ## deploy to the AWS account at hand (STAGE=name MAIL_DOMAIN=domain SITE=https://origin)
	@test -n "$(STAGE)" -a -n "$(MAIL_DOMAIN)" -a -n "$(SITE)" \
	|| { echo "Say which deployment: make deploy STAGE=pilot MAIL_DOMAIN=example.org SITE=https://care.example.org"; exit 2; }
	@$(CDK) deploy --app "$(INFRA)/python -m infra.main" --output cdk.out --parameters Stage=$(STAGE) --parameters MailDomain=$(MAIL_DOMAIN) --parameters Site=$(SITE) --all

clean:  ## remove what was installed and built
	rm -rf .venv .venv-infra frontend/node_modules frontend/dist cdk.out

$(INSTALLED): requirements.txt requirements-dev.txt | python
	@test -x $(BIN)/python || { echo "Making a virtual environment in .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing Python packages"
	@$(BIN)/python $(PIP) -r requirements-dev.txt
	@$(BIN)/python $(PIP) --upgrade --no-deps --target .venv/tzdata-earlier tzdata==2025.2  # tests of a change of zone rules need both
	@touch $@

$(INFRA_INSTALLED): requirements.txt requirements-infra.txt | python node
	@test -x $(INFRA)/python || { echo "Making a virtual environment in .venv-infra"; $(PYTHON) -m venv .venv-infra; }
	@echo "Installing the infrastructure's packages"
	@$(INFRA)/python $(PIP) --no-compile -r requirements-infra.txt  # a large library, of which little is ever imported
	@touch $@

$(MODULES): frontend/package.json frontend/package-lock.json | node
	@echo "Installing JavaScript packages"
	@cd frontend && npm ci --silent --no-audit --no-fund
	@touch $@

$(PAGES): $(MODULES) $(SOURCES)
	@echo "Building the pages"
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Another one: make PYTHON=python3.13 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

node:
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || { echo "Node.js 20 or newer is needed (https://nodejs.org)."; exit 1; }

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get install -y -q --no-install-recommends chromium; } \
	|| { echo "There is no Chromium here: tests in a browser are skipped, and fail where CI is set."; [ -z "$$CI" ]; }

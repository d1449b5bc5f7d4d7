# Valvewise from a fresh checkout to a running site, with nothing but Python 3.11 or newer and make.
#
# Everything that a running copy writes (database, secret, uploads, static files, cache) lies under DATA_DIR, so two copies
# run side by side: make run PORT=8001 DATA_DIR=var-two

PORT ?= 8000
DATA_DIR ?= var
PYTHON ?= python3
TESTS ?=
export PORT DATA_DIR

# Every file here is UTF-8, whatever the locale says; a settings module left over in the environment is not ours; and
# without compiled modules each start takes twice as long.
export PYTHONUTF8 = 1
unexport DJANGO_SETTINGS_MODULE PYTHONDONTWRITEBYTECODE

VENV_PYTHON = .venv/bin/python
MANAGE = $(VENV_PYTHON) manage.py
PYTEST = $(VENV_PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)
LAUNCH = $(VENV_PYTHON) -m tests.launch
EDITOR_COMMAND = make editor$(if $(filter-out var,$(DATA_DIR)), DATA_DIR='$(DATA_DIR)')

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help run editor test lint bench answers measure check-content lock runtime dev prepared

help:
	@echo 'make run       install what is needed, then serve the site on http://127.0.0.1:$(PORT)/'
	@echo "make editor    make the first editor's account"
	@echo 'make test      run every test that this machine can run'
	@echo 'make lint      run the linter'
	@echo 'make measure   measure how hard the texts are to read'
	@echo 'make check-content   name everything a program can find wrong in the texts'
	@echo 'make answers   put the question sets to search and answers, and print the scores'
	@echo 'make bench     measure how fast the site answers, beside a bare Django project'
	@echo 'make lock      resolve the pins in pyproject.toml into the requirements files'
	@echo 'Settings: PORT=$(PORT) DATA_DIR=$(DATA_DIR) DATABASE_URL and CACHE_URL; for tests also TESTS="-k words"'

run: runtime
	@$(VENV_PYTHON) -c 'import os, socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(os.environ["PORT"])))' 2>/dev/null \
		|| { echo 'Port $(PORT) is taken. Choose another one: make run PORT=8001' >&2; exit 1; }
	@$(MAKE) --no-print-directory prepared
	@echo
	@echo 'Valvewise is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)'
	@echo "The first editor's account is made, in a second window, by:"
	@echo "    $(EDITOR_COMMAND)"
	@exec $(VENV_PYTHON) -m gunicorn --config config/gunicorn.py

# The database, its content and the static files. What is there already stays as it is. Compressing the static files takes
# seconds, so it is done again only when the sum over what they are made from has changed.
prepared:
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) import_content --if-empty
	@$(MANAGE) index_texts
	@sum=$$(find static config/settings.py requirements.txt -type f -exec cksum {} + | sort | cksum); \
	if [ ! -f "$$DATA_DIR/static/staticfiles.json" ] || [ "$$sum" != "$$(cat "$$DATA_DIR/static.sum" 2>/dev/null)" ]; then \
		$(MANAGE) collectstatic --no-input --verbosity 0 && echo "$$sum" >"$$DATA_DIR/static.sum"; \
	fi

editor: runtime
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) createsuperuser

# On SQLite, then on PostgreSQL; where DATABASE_URL is set, only on the database that it names. What no
# database changes (marked `once`: how a page looks, how a text is parsed) is tested on the first.
# With VALVEWISE_NO_SKIP=1 whatever cannot run is a failure.
test: dev
	@if [ -n "$$DATABASE_URL" ]; then exec $(PYTEST); fi; \
	echo 'The tests on SQLite:'; \
	$(PYTEST) || exit; \
	echo 'The tests on PostgreSQL:'; \
	tests/postgres.sh $(PYTEST) -m 'not once'; status=$$?; \
	if [ $$status -eq 69 ] && [ "$$VALVEWISE_NO_SKIP" != 1 ]; then \
		echo 'Skipped: the tests on PostgreSQL. Everything above passed on SQLite.'; \
		status=0; \
	fi; \
	exit $$status

lint: dev
	@$(VENV_PYTHON) -m ruff check .

bench: dev
	@$(VENV_PYTHON) -m tests.bench
	@$(LAUNCH) tests.bench.search
	@tests/postgres.sh $(LAUNCH) tests.bench.search

answers: dev
	@first=$$(mktemp); trap 'rm -f "$$first"' EXIT; \
	$(LAUNCH) tests.answers.program --keep "$$first" && tests/postgres.sh $(LAUNCH) tests.answers.program --beside "$$first"

measure: runtime
	@$(MANAGE) measure_texts

check-content: runtime
	@$(MANAGE) check_content

runtime: REQUIREMENTS = requirements.txt
dev: REQUIREMENTS = requirements-dev.txt

# Installs when the requirements differ from the copy that the last installation left in .venv; else does nothing.
# requirements-dev.txt holds everything that requirements.txt does, so installing the one satisfies both.
runtime dev:
	@if cmp -s $(REQUIREMENTS) .venv/$(REQUIREMENTS) && $(VENV_PYTHON) -c '' 2>/dev/null; then exit 0; fi; \
	set -e; \
	if ! $(VENV_PYTHON) -m pip --version >/dev/null 2>&1; then \
		found=; \
		for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
			if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
				found=$$python; break; \
			fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'Valvewise needs Python 3.11 or newer with its venv module.' >&2; \
			echo 'On Debian or Ubuntu: apt-get install python3 python3-venv' >&2; \
			exit 1; \
		fi; \
		"$$found" -m venv --clear .venv; \
	fi; \
	echo 'Installing $(REQUIREMENTS) into .venv (once; about half a minute) ...'; \
	$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(REQUIREMENTS); \
	cp requirements.txt .venv/requirements.txt; \
	cp $(REQUIREMENTS) .venv/$(REQUIREMENTS)

# Keeps every pin that still fits; hashes for all platforms; no address of a package registry in the result.
PIP_COMPILE = .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: runtime
	@$(VENV_PYTHON) -m venv --clear .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==7.6.2
	@CUSTOM_COMPILE_COMMAND='make lock' $(PIP_COMPILE) --output-file requirements.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND='make lock' $(PIP_COMPILE) --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml
	@rm -rf .venv/lock

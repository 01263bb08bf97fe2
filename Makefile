# Everything is set up by the first target that needs it: nothing has to be prepared but python3.
PYTHON ?= python3
UV_VERSION = 0.13.9
VENV = .venv
BIN = $(VENV)/bin
SUDO = $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

# Without byte code every start would compile seven hundred files: two seconds more.
COMPILE = $(BIN)/python -m compileall -q bot handlers storage knowledge

.PHONY: setup demo test check format benchmarks

# Python packages, pinned by uv.lock.
setup: $(VENV)/.ready

$(BIN)/uv:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "installing Debian's python3-venv"; \
		$(SUDO) apt-get -qq update && $(SUDO) apt-get -qq install -y python3-venv >/dev/null; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.ready: $(BIN)/uv pyproject.toml uv.lock
	$(BIN)/uv sync --quiet --locked --no-default-groups --compile-bytecode
	@$(COMPILE)
	@touch $@

$(VENV)/.ready-dev: $(BIN)/uv pyproject.toml uv.lock
	$(BIN)/uv sync --quiet --locked --all-groups --compile-bytecode
	@$(COMPILE)
	@touch $@ $(VENV)/.ready

# The whole system with phones in the browser; no token, no account, no network.
demo: setup
	$(BIN)/clearinghouse demo

# Formatting, lint, types, architecture.
check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

# A browser, a database server and fonts for seven languages, from Debian.
system-packages:
	@command -v chromium >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
		&& fc-list 2>/dev/null | grep -qi 'noto.*arab' && fc-list | grep -qi 'noto.*cjk' || { \
		echo "installing Debian's chromium, postgresql and fonts"; \
		$(SUDO) apt-get -qq update && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get -qq install -y --no-install-recommends \
			chromium postgresql fontconfig fonts-noto-core fonts-noto-cjk >/dev/null; }
.PHONY: system-packages

test: check system-packages
	$(BIN)/pytest -n 2 --dist loadgroup

format: $(VENV)/.ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmarks: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.turns
	$(BIN)/python -m benchmarks.story
	$(BIN)/python -m benchmarks.reminders
	$(BIN)/python -m benchmarks.month
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.search_speed

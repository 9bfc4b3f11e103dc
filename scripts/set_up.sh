#!/bin/sh
# set_up.sh PYTHON LOCK [VENV]: a virtual environment in VENV (.venv) with exactly what LOCK holds, and this checkout.
# Nothing is built from source but the checkout itself, with the build backend of the lock: what a source package asks
# for to be built has no hash.
# Says what is missing on the machine and the one command that mends it; as root on Debian it runs the command.
set -eu
cd "$(dirname "$0")/.."
python=$1
lock=$2
venv=${3:-.venv}

say() { printf '%s\n' "$*" >&2; }

if ! command -v "$python" >/dev/null 2>&1; then
    say "There is no $python on this machine. Install Python 3.11 or newer, or say: make PYTHON=/path/to/python3 …"
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "$("$python" --version) is too old: Python 3.11 or newer is needed. Name another: make PYTHON=python3.11 …"
    exit 1
fi

scripts/system_packages.sh "$python"

if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    say "Making the virtual environment in $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
say "Installing what $lock names into $venv (a minute or two the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --only-binary :all: -r "$lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
install -m 755 scripts/launcher "$venv/bin/ce-tui"

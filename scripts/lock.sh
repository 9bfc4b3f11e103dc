#!/bin/sh
# Writes both lock files: exact versions with hashes, for every platform and Python that the package allows.
# Extras stay: without fonttools[woff] a pip before 23.3 wants that package's newest release, which has no hash here.
# Nothing is built to find out what it needs: only wheels are looked at, as only wheels are installed.
# requirements.lock is what the app needs, requirements-dev.lock that and what its tests and checks need.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

compile() {
    out=$1
    shift
    "$uv" pip compile "$@" --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-build --custom-compile-command "make lock" -q -o "$out"
}

# The build backend is in both: set-up installs the checkout itself without asking an index for it.
compile requirements.lock pyproject.toml --group build
compile requirements-dev.lock pyproject.toml --group dev --constraint requirements.lock

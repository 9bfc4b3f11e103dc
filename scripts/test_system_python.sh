#!/bin/sh
# test_system_python.sh PYTHON [ARGUMENTS of pytest]: the stories, the store, files and the terminal once more, on the
# Python that the system brings, where that is another supported version than the one in .venv. In an environment of its
# own (.venv-3.13), made as .venv is. Where there is nothing to try it says so, and that is no error.
set -eu
cd "$(dirname "$0")/.."
python=$1
shift

say() { printf '%s\n' "$*" >&2; }

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

if ! command -v "$python" >/dev/null 2>&1; then
    say "There is no $python on this machine: nothing more to try."
    exit 0
fi
theirs=$(version "$python")
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "$python is Python $theirs, older than what is supported: nothing more to try."
    exit 0
fi
if [ "$theirs" = "$(version .venv/bin/python)" ]; then
    say "$python is Python $theirs, which everything was tried on: nothing more to try."
    exit 0
fi

venv=.venv-$theirs
scripts/set_up.sh "$python" requirements-dev.lock "$venv"
say "The stories, the store, the terminal and files on Python $theirs"
exec "$venv/bin/pytest" "$@" tests/story tests/core/vault tests/terminal tests/files

#!/bin/sh
# system_packages.sh [PYTHON | test]: looks for what only the operating system can give, and for nothing else:
#   the venv module of Python (Debian packs it apart; without it nothing goes on),
#   Pango and HarfBuzz, which draw the referral PDF (without them all but the PDF works).
# As root on Debian it installs what is missing; elsewhere it names the command. With `test` or CI=true
# a missing Pango is an error, so that no test of the PDF passes by not running.
set -eu
cd "$(dirname "$0")/.."

strict=no
python=.venv/bin/python
case ${1:-} in
    test) strict=yes ;;
    ?*) python=$1 ;;
esac
[ "${CI:-}" = true ] && strict=yes

say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    say "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    set -- apt-get install --yes --quiet --no-install-recommends "$@"
    "$@" >/dev/null 2>&1 || { apt-get update --quiet >/dev/null && "$@" >/dev/null; }
}

has_venv() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

has_pango() {
    "$python" - <<'PY' >/dev/null 2>&1
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
PY
}

pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

if ! has_venv; then
    if may_install; then install python3-venv; fi
    if ! has_venv; then
        say "Python's venv module is missing. On Debian or Ubuntu, as root: apt-get install python3-venv"
        exit 1
    fi
fi

if ! has_pango; then
    # shellcheck disable=SC2086 # three names
    if may_install; then install $pango || true; fi
    if ! has_pango; then
        say "Pango is missing: everything works but the referral PDF. On Debian or Ubuntu, as root:"
        say "    apt-get install --no-install-recommends $pango"
        [ "$strict" = no ] || exit 1
    fi
fi

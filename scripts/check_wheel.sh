#!/bin/sh
# Builds the wheel, installs it into an empty environment beside exactly what the lock names, and uses it from
# another folder with an empty home: what a person gets who never sees this checkout.
set -eu
cd "$(dirname "$0")/.."
checkout=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w "$work" . >&2
wheel=$(ls "$work"/*.whl)
.venv/bin/python scripts/look_into_wheel.py "$wheel"

.venv/bin/python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --only-binary :all: -r requirements.lock
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index "$wheel"

mkdir "$work/elsewhere" "$work/home"
cd "$work/elsewhere"
run() { env -i HOME="$work/home" PATH="$work/env/bin:/usr/bin:/bin" TERM=xterm LANG=C.UTF-8 "$@"; }

case $(run python -c 'import ce_tui; print(ce_tui.__file__)') in
    "$checkout"/*) echo "the wheel's environment imports the checkout" >&2; exit 1 ;;
esac
run ce-tui --version >/dev/null
run python -m ce_tui pathway show --json >/dev/null
run ce-tui contacts southend --at 2026-11-25T02:00 >/dev/null
run ce-tui keys >/dev/null
run ce-tui completion bash | run bash -n
run ce-tui manual >/dev/null
run ce-tui evaluate "$checkout/tests/cli/answers.json" --at 2026-11-25 >/dev/null
run ce-tui refer "$checkout/tests/cli/answers.json" --at 2026-11-25 -o referral.txt
run ce-tui refer "$checkout/tests/cli/answers.json" --at 2026-11-25 -o referral.pdf --no-password
run ce-tui blank thurrock -o blank.pdf
[ "$(head -c 5 referral.pdf)$(head -c 5 blank.pdf)" = "%PDF-%PDF-" ] || { echo "no PDF came out" >&2; exit 1; }
echo "The wheel runs from an empty environment in another folder."

#!/bin/sh
# install.sh [FOLDER]: installs ce-tui from the archive beside it into FOLDER (default: /opt/ce-tui for root, else
# ./ce-tui). Needs no internet and asks no index. First every file of the archive is checked against SHA256SUMS, and that
# there is no other; the archive itself, before it is unpacked, against its signature: see docs/deploying.md. Only wheels
# are installed, each with its hash. PYTHON names another Python.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)

refuse() {
    printf '%s\n' "$*" "Nothing was installed. Get the archive anew, and check its signature before it is unpacked." >&2
    exit 1
}
listed() { sed 's/^[0-9a-f]* [ *]//' "$here/SHA256SUMS" | LC_ALL=C sort; }
found() { (cd "$here" && find . ! -type d ! -path ./SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort); }

[ -f "$here/SHA256SUMS" ] && [ ! -L "$here/SHA256SUMS" ] || refuse "This archive has no list of its files."
[ "$(listed)" = "$(found)" ] || refuse "This archive holds other files than its list says."
[ -z "$(find "$here" ! -type d ! -type f)" ] || refuse "This archive holds something that is no plain file."
(cd "$here" && sha256sum --check --strict --quiet SHA256SUMS) || refuse "A file of this archive is not as it was made."
minor=$(cat "$here/python")
if [ "$(id -u)" = 0 ]; then default=/opt/ce-tui; else default=./ce-tui; fi
target=${1:-$default}

fits() { "$1" -c "import sys; sys.exit(sys.version_info[:2] != (3, $minor))" >/dev/null 2>&1; }
python=${PYTHON:-python3}
fits "$python" || python=python3.$minor
if ! fits "$python"; then
    echo "This archive is for Python 3.$minor, which is not here. Make one with the Python that is, or: PYTHON=… $0" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "Python's venv module is missing. On Debian or Ubuntu, as root: apt-get install python3-venv" >&2
    exit 1
fi

[ -x "$target/bin/python" ] || "$python" -m venv "$target"
pip() { "$target/bin/python" -I -m pip --isolated --disable-pip-version-check --quiet "$@"; }
only_wheels() { pip install --no-index --no-cache-dir --only-binary :all: --require-hashes --find-links "$@"; }
only_wheels "$here/wheels" -r "$here/requirements.lock"
only_wheels "$here" --no-deps --force-reinstall -r "$here/ce-tui.lock"
install -m 755 "$here/launcher" "$target/bin/ce-tui"

# The manual page, and what completes the command in bash, beside the command's own folder: docs/deploying.md says
# who finds them there.
printed() {
    mkdir -p "$(dirname "$target/share/$1")"
    file=$target/share/$1
    shift
    LC_ALL=C.UTF-8 "$target/bin/ce-tui" "$@" >"$file" || { rm -f "$file"; echo "Not written: $file" >&2; }
}
printed man/man1/ce-tui.1 manual
printed bash-completion/completions/ce-tui completion bash

rm -rf "$target/deploy"
cp -r "$("$target/bin/python" -I -c 'from ce_tui.resources import DATA; print(DATA / "deploy")')" "$target/deploy"
chmod 755 "$target/deploy/deploy.sh"
"$target/bin/ce-tui" doctor || true
echo "Installed: $target/bin/ce-tui"
echo "For a shared machine, as root: sh $target/deploy/deploy.sh ssh, or: kiosk (see docs/deploying.md)"

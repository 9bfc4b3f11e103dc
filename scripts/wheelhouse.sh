#!/bin/sh
# One archive in dist/ for machines of this kind without internet: every wheel that the lock names, the app's own,
# and a script that installs them with their hashes checked.
set -eu
cd "$(dirname "$0")/.."
version=$(.venv/bin/python -c 'import ce_tui; print(ce_tui.__version__)')
kind=$(.venv/bin/python -c 'import platform, sys; print(f"py3{sys.version_info.minor}-{platform.system().lower()}-{platform.machine()}")')
name=ce-tui-$version-$kind
house=build/$name

rm -rf "$house"
mkdir -p "$house/wheels" dist
.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    -r requirements.lock -d "$house/wheels"
.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    -w "$house" .
cp requirements.lock "$house/"
cat >"$house/install.sh" <<'INSTALL'
#!/bin/sh
# install.sh [FOLDER]: installs ce-tui into a virtual environment in FOLDER (default: ./ce-tui). Needs no internet.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-./ce-tui}
"${PYTHON:-python3}" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    --require-hashes -r "$here/requirements.lock"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$here"/ce_tui-*.whl
"$target/bin/ce-tui" doctor || true
echo "Installed: $target/bin/ce-tui"
INSTALL
chmod +x "$house/install.sh"
tar -C build -czf "dist/$name.tar.gz" "$name"
echo "Written: dist/$name.tar.gz (unpack it there, then run install.sh)"

#!/bin/sh
# One archive in dist/ for machines of this kind without internet: every wheel that the lock names, the app's own,
# and install.sh, which installs them with their hashes checked. It is tried before it is said to be there.
set -eu
cd "$(dirname "$0")/.."
version=$(.venv/bin/python -c 'import ce_tui; print(ce_tui.__version__)')
minor=$(.venv/bin/python -c 'import sys; print(sys.version_info.minor)')
kind=py3$minor-$(.venv/bin/python -c 'import platform; print(f"{platform.system()}-{platform.machine()}".lower())')
name=ce-tui-$version-$kind
house=build/$name

rm -rf "$house"
mkdir -p "$house/wheels" dist
.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    -r requirements.lock -d "$house/wheels"
.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    -w "$house" .
cp -r requirements.lock README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md docs scripts/install.sh scripts/launcher "$house/"
echo "$minor" >"$house/python"
chmod 755 "$house/install.sh"
tar -C build -czf "dist/$name.tar.gz.new" --owner=0 --group=0 "$name"
rm -rf "$house"
scripts/check_wheelhouse.sh "dist/$name.tar.gz.new"
mv "dist/$name.tar.gz.new" "dist/$name.tar.gz"
echo "Written: dist/$name.tar.gz (unpack it there, then run its install.sh)"

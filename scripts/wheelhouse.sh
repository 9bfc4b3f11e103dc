#!/bin/sh
# One archive in dist/ for machines of this kind without internet: every wheel that the lock names, the app's own,
# and install.sh, which installs them with their hashes checked. It is tried before it is said to be there.
# SIGN names a key of ssh's: the archive's signature is written beside it, for whoever unpacks it to check first.
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
wheel=$(ls "$house"/ce_tui-*.whl)
echo "ce-tui==$version --hash=sha256:$(sha256sum "$wheel" | cut -d ' ' -f 1)" >"$house/ce-tui.lock"
cp -r requirements.lock README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md docs scripts/install.sh scripts/launcher "$house/"
echo "$minor" >"$house/python"
chmod 755 "$house/install.sh"
(cd "$house" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | xargs -d '\n' sha256sum >"../$name.sums")
mv "build/$name.sums" "$house/SHA256SUMS"
tar -C build -czf "dist/$name.tar.gz.new" --owner=0 --group=0 "$name"
rm -rf "$house"
scripts/check_wheelhouse.sh "dist/$name.tar.gz.new"
mv "dist/$name.tar.gz.new" "dist/$name.tar.gz"
rm -f "dist/$name.tar.gz.sig"
if [ -n "${SIGN:-}" ]; then
    scripts/sign_archive.sh "$SIGN" "dist/$name.tar.gz"
else
    echo "Not signed: SIGN=KEY make wheelhouse signs it, with a key of ssh's." >&2
fi
echo "Written: dist/$name.tar.gz (check its signature there, unpack it, then run its install.sh)"

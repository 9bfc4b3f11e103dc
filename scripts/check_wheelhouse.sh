#!/bin/sh
# check_wheelhouse.sh ARCHIVE: unpacks it elsewhere, installs it with its one command, without an index and where this
# may be, without a network at all, and uses what was installed.
set -eu
archive=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
python=$(cd "$(dirname "$0")/.." && pwd)/.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
mkdir home

base=$("$python" -c 'import sys; print("%s/bin/python%d.%d" % (sys.base_prefix, *sys.version_info[:2]))')
apart=
if unshare --net true 2>/dev/null; then apart="unshare --net"; fi
run() {
    # shellcheck disable=SC2086 # words, or nothing
    $apart env -i HOME="$work/home" PATH=/usr/bin:/bin PYTHON="$base" LANG=C.UTF-8 \
        PIP_INDEX_URL=http://127.0.0.1:9/ PIP_NO_CACHE_DIR=1 "$@"
}

tar xzf "$archive"

# A wheel that was changed, one that was added, and one that is missing: none of it is installed.
refused() {
    if run ./ce-tui-*/install.sh "$work/refused" >"$work/said" 2>&1 || [ -e "$work/refused" ]; then
        echo "install.sh installs an archive that was tampered with: $1" >&2
        exit 1
    fi
    grep -q "^Nothing was installed" "$work/said"
}
own=$(ls ce-tui-*/ce_tui-*.whl)
cp "$own" kept
printf x >>"$own"
refused "a wheel that was changed"
cp "$own" "${own%/*}/wheels/more.whl"
cp kept "$own"
refused "a wheel that was added"
rm "${own%/*}/wheels/more.whl" "$own"
refused "a wheel that is missing"
mv kept "$own"
run ./ce-tui-*/install.sh "$work/installed" >"$work/said"
grep -q "^Installed: $work/installed/bin/ce-tui" "$work/said"
grep -q -- "/python\" -I -m ce_tui" "$work/installed/bin/ce-tui"
for each in man/man1/ce-tui.1 bash-completion/completions/ce-tui; do
    grep -q recovery "$work/installed/share/$each"
done
grep -q "^good   The store is encrypted" "$work/said"
run "$work/installed/bin/ce-tui" contacts essex --at 2026-11-25T02:00 >/dev/null
echo '{"pathway": "set-2026-06", "locality": "essex", "marks": {"R2": "suspected"}}' >answers.json
run "$work/installed/bin/ce-tui" evaluate answers.json >/dev/null
run "$work/installed/bin/ce-tui" refer answers.json -o referral.txt 2>/dev/null
[ -s referral.txt ] && [ -x "$work/installed/deploy/deploy.sh" ] && [ -f "$work/installed/deploy/session" ]
echo "Tried: installed ${apart:+without a network }from the archive alone, and it runs."

#!/bin/sh
# sign_archive.sh KEY ARCHIVE: writes ARCHIVE.sig, a signature by a key of ssh's (a file, or one that ssh-agent holds by
# its public half), and says the line by which others know it. They get that line by another way than the archive.
set -eu
key=$1
archive=$2
name=ce-tui-release

rm -f "$archive.sig"
ssh-keygen -q -Y sign -f "$key" -n ce-tui-archive "$archive"
if [ -f "$key.pub" ]; then public=$key.pub; else public=$key; fi
signers=$(mktemp)
trap 'rm -f "$signers"' EXIT INT TERM
echo "$name namespaces=\"ce-tui-archive\" $(cut -d ' ' -f 1,2 "$public")" >"$signers"
ssh-keygen -q -Y verify -f "$signers" -I $name -n ce-tui-archive -s "$archive.sig" <"$archive"
echo "Signed: $archive.sig. Whoever installs it needs this line, in a file of root's, and by another way:"
cat "$signers"

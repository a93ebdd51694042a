#!/bin/sh
# Makes one file with everything that an installation without internet needs. Run it in a checkout, on a machine with
# internet, the same processor and the same version of Python as the server:
#
#     server/deploy/wheelhouse.sh dafu-offline.tar.gz
#
# On the server: tar xzf dafu-offline.tar.gz && dafu-offline/install.sh /srv/dafu/venv
set -eu
target=$(realpath "${1:?usage: wheelhouse.sh FILE.tar.gz}")
checkout=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
place=$work/dafu-offline
mkdir -p "$place/wheels"
"$python" -m pip wheel -q --require-hashes --no-deps -r "$checkout/requirements.txt" -w "$place/wheels"
"$python" -m pip wheel -q --no-deps "$checkout" -w "$place/wheels"
cp "$checkout/LICENSE" "$checkout/README.md" "$place/"
cp -r "$checkout/server/deploy" "$place/deploy"
rm -rf "$place/deploy/__pycache__"
cp "$checkout/server/deploy/install.sh" "$place/install.sh"
(cd "$place" && find . -type f ! -name SHA256SUMS -exec sha256sum {} + | sort -k 2 > SHA256SUMS)
tar -C "$work" -czf "$target.part" dafu-offline
mv "$target.part" "$target"
echo "$target: $(find "$place/wheels" -name '*.whl' | wc -l) wheels, $(du -h "$target" | cut -f 1)"

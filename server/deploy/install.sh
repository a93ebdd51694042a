#!/bin/sh
# Installs Dafu from the folder that this script lies in, without internet: install.sh /srv/dafu/venv
set -eu
venv=${1:?usage: install.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
(cd "$here" && sha256sum --quiet -c SHA256SUMS)
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install -q --no-index --no-deps "$here"/wheels/*.whl
"$venv/bin/python" -m pip check
"$venv/bin/dafu" --version

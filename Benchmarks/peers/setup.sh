#!/usr/bin/env bash
# Makes .venv-peers in the root of the repository: a Python environment with the peers of the comparisons.
#
# Takes a while and several GB the first time; does nothing when the environment is there and up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly environment=.venv-peers
readonly requirements=Benchmarks/peers/requirements.txt

if cmp -s "$requirements" "$environment/requirements.txt"; then
    echo "peers: $environment is up to date"
    exit 0
fi
missing=()
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
command -v g++ >/dev/null || missing+=(g++) # torch.compile builds its kernels with it
if [ ${#missing[@]} -gt 0 ]; then
    echo "peers: missing ${missing[*]}: install with 'apt-get install ${missing[*]}' (as root), then run this again" >&2
    exit 1
fi
echo "peers: installing PyTorch and the Hugging Face libraries into $environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
cp "$requirements" "$environment/requirements.txt"
echo "peers: done"

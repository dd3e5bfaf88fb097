#!/bin/sh
# Cloud and shadow masks made from the spectrum beside Sen2Cor's, Fmask's and s2cloudless's, on the real
# scenes in ../shared: how much of their classes is found, and where the masks differ.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if [ ! -d ../shared/data/series/romania ]; then
  echo "skipped: ../shared/data is not there"
  exit 0
fi
if ! python_with rasterio numpy; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
swift build -c release --product cloud-maps
"$PYTHON" Benchmarks/clouds.py "$PWD/.build/release/cloud-maps" ../shared/data

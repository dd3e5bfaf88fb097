#!/bin/sh
# Cloud and shadow masks, made from the spectrum or brought by a product, beside those of Sen2Cor, USGS, Fmask
# and s2cloudless on the real scenes in ../shared: how much of their classes is found, and where they differ.
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

#!/bin/sh
# Accuracy on the labelled cities of OSCD, method by method with one set of parameters: sites (AP, precision
# of the first 20) and pixels (F1), and the means over the cities. And the kappa of Taizhou.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if [ ! -d ../shared/data/oscd ]; then
  echo "skipped: ../shared/data is not there"
  exit 0
fi
if ! python_with numpy scipy rasterio; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
tianyan=${TIANYAN:-}
if [ -z "$tianyan" ]; then
  swift build -c release --product tianyan
  tianyan=$PWD/.build/release/tianyan
fi
# Built-up change is judged city by city with a ranking that was fitted to the other five.
swift build -c release --product ranking-evidence
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for city in ../shared/data/oscd/*/; do
  city=$(basename "$city")
  "$PYTHON" Benchmarks/ranking.py .build/release/ranking-evidence ../shared/data "$work/$city.json" \
    --but "$city" --cache "$work"
done
"$PYTHON" Benchmarks/oscd.py "$tianyan" ../shared/data "$@" --rankings "$work"

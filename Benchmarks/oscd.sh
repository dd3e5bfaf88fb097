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
if ! python_with numpy; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
tianyan=${TIANYAN:-}
if [ -z "$tianyan" ]; then
  swift build -c release --product tianyan
  tianyan=$PWD/.build/release/tianyan
fi
"$PYTHON" Benchmarks/oscd.py "$tianyan" ../shared/data "$@"

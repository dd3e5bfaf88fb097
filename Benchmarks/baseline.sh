#!/bin/sh
# Median and scale of a stack in memory beside numpy's nanmedian and nrt's OLS fit, which must come out at least
# 5 and 20 times as slow, and the same numbers as numpy's. Wants PyPI.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if ! python_with nrt numpy; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
swift build -c release --product kernel-benchmarks
"$PYTHON" Benchmarks/baseline.py .build/release/kernel-benchmarks

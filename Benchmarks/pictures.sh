#!/bin/sh
# Makes the pictures of the README anew, from a real run in a real browser. Needs chromium and PyPI.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh
python_with websocket-client axe-core-python
tianyan=${TIANYAN:-.build/release/tianyan}
simulated=scenes/yongkang/simulated
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$tianyan" scan --quiet --region scenes/yongkang $simulated/2024-09-14 $simulated/2025-04-12 \
  -o "$work/sites.geojson"
"$tianyan" report "$work/sites.geojson" --capacity 20 --region scenes/yongkang --quiet \
  --before $simulated/2024-09-14 --after $simulated/2025-04-12 -o "$work/report.html"
"$PYTHON" Benchmarks/browser.py "$work/report.html" "$work/report.png"
cp "$work/report.png" scenes/yongkang/report.png

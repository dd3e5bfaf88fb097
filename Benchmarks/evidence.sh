#!/bin/sh
# Evidence folders of many sites of a whole tile: time and memory; 500 sites as a report, hostile text in
# it, opened in a browser. Needs ../shared and PyPI, and chromium for the browser; says what it skips. TIANYAN names a
# program that is built already.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

tianyan=${TIANYAN:-}
if [ -z "$tianyan" ]; then
  swift build -c release --product tianyan
  tianyan="$PWD/.build/release/tianyan"
fi
out=${TIANYAN_EVIDENCE:-${TMPDIR:-/tmp}/tianyan-evidence}
mkdir -p "$out"

if command -v chromium >/dev/null 2>&1 && python_with websocket-client axe-core-python; then
  simulated=scenes/yongkang/simulated
  "$tianyan" scan --quiet --region scenes/yongkang $simulated/2024-09-14 $simulated/2025-04-12 \
    -o "$out/demo.geojson"
  "$PYTHON" Benchmarks/hostile.py "$out/demo.geojson" "$out/hostile.geojson"
  for name in demo hostile; do
    "$tianyan" report "$out/$name.geojson" --region scenes/yongkang --before $simulated/2024-09-14 \
      --after $simulated/2025-04-12 --quiet -o "$out/$name.html"
    echo "$name:"
    "$PYTHON" Benchmarks/browser.py "$out/$name.html" "$out/$name.png"
  done
else
  echo "skipped the browser: chromium is not there, or PyPI is not reached"
fi

bench=../shared/bench/bench.py
if [ ! -f "$bench" ] || ! python_with rasterio numpy scipy numba; then
  echo "skipped the tile: $bench is not there, or PyPI is not reached"
  exit 0
fi
work=${TIANYAN_BENCH:-${TMPDIR:-/tmp}/tianyan-tile-pair}
[ -f "$work/after/scene.yaml" ] || "$PYTHON" "$bench" make --work "$work"
# The tile has no blue band; green stands in for it, since it is the reading that is measured.
for date in before after; do
  [ -f "$out/$date/scene.yaml" ] && continue
  rm -rf "${out:?}/$date"
  cp -rl "$work/$date" "$out/$date"
  rm "$out/$date/scene.yaml"
  sed 's/^bands:/&\n  blue: B03.tif/' "$work/$date/scene.yaml" >"$out/$date/scene.yaml"
done
"$tianyan" scan "$out/before" "$out/after" --plain --quiet --rules Benchmarks/tile-pair-rules.yaml \
  -o "$out/tile.geojson"
"$PYTHON" Benchmarks/evidence.py "$tianyan" "$out/tile.geojson" "$out/before" "$out/after" "$out/sites"
if command -v chromium >/dev/null 2>&1; then
  "$tianyan" report "$out/tile.geojson" --before "$out/before" --after "$out/after" --capacity 500 \
    --quiet -o "$out/500.html"
  python_with websocket-client axe-core-python
  "$PYTHON" Benchmarks/browser.py "$out/500.html" "$out/500.png"
  test "$(wc -c <"$out/500.html")" -lt 25000000
fi

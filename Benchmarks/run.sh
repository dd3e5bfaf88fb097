#!/bin/sh
# Kernels against memory and scalar twins; then the tile pair against reading alone, where ../shared
# and PyPI are there. All figures are ratios within one run: machines differ.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

swift build -c release --product tianyan
swift run -c release kernel-benchmarks

bench=../shared/bench/bench.py
if [ ! -f "$bench" ]; then
  echo "skipped: $bench is not there"
  exit 0
fi
if ! python_with rasterio numpy scipy numba; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
work=${TIANYAN_BENCH:-${TMPDIR:-/tmp}/tianyan-tile-pair}
[ -f "$work/after/scene.yaml" ] || "$PYTHON" "$bench" make --work "$work"
tianyan="$PWD/.build/release/tianyan"
scan="$tianyan scan --plain --quiet --resampling nearest --rules $PWD/Benchmarks/tile-pair-rules.yaml"
for round in 1 2 3; do
  "$PYTHON" "$bench" run --work "$work" decode "ours=$scan {before} {after} -o {out}"
done

# A region reads its windows only: what the process read, of what the files hold.
region() {
  sh -c '"$@"; grep rchar /proc/$$/io' region $scan "$@" -o "$work/region.geojson"
}
echo "all of the tile:"
region "$work/before" "$work/after"
echo "the county in it:"
region "$work/before" "$work/after" --region scenes/yongkang

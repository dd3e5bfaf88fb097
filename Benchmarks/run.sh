#!/bin/sh
# Kernels against memory and scalar twins; then the tile pair against reading alone, where ../shared
# and PyPI are there. All figures are ratios within one run: machines differ.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

swift build -c release --product tianyan
swift run -c release kernel-benchmarks
echo "six indices of one scene at once:"
swift run -c release kernel-benchmarks six-indices
if python_with numexpr numpy; then
  echo "numexpr, one by one, 2 threads: $("$PYTHON" Benchmarks/numexpr_indices.py 16777216 2) Mpx/s"
else
  echo "skipped: PyPI is not reached"
fi

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
for round in 1 2 3 4 5; do
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

# An index map of a whole tile, beside reading its bands and writing the same file by GDAL.
clock() {
  start=$(date +%s.%N)
  "$@" >/dev/null
  echo "$start $(date +%s.%N)" | awk "{ print \$2 - \$1 }"
}
map=$(clock $tianyan index MNDWI --quiet --resampling nearest "$work/before" -o "$work/map.tif")
read=$(clock $tianyan index MNDWI --quiet --resampling nearest "$work/before")
write=$(clock gdal_translate -q -of COG -co BLOCKSIZE=512 -co COMPRESS=DEFLATE -co PREDICTOR=YES \
  -co LEVEL=6 -co NUM_THREADS=ALL_CPUS -co OVERVIEW_RESAMPLING=AVERAGE \
  "$work/map.tif" "$work/copy.tif")
echo "index map of a tile: $map s; reading $read s and writing $write s make" \
  "$(echo "$map $read $write" | awk "{ print \$1 / (\$2 + \$3) }") x"
rm -f "$work/map.tif" "$work/copy.tif"

#!/bin/sh
# Judges real results by other programs. Needs ../shared and PyPI; says what it skips without them.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

shared=../shared
beihai=$shared/data/oscd/beihai
if [ ! -d "$beihai" ]; then
  echo "skipped: $beihai is not there"
  exit 0
fi
if ! python_with rasterio numpy scipy shapely; then
  echo "skipped: PyPI is not reached"
  exit 0
fi

swift build -c release --product tianyan
tianyan=.build/release/tianyan
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scan() { "$tianyan" scan "$beihai/2016-12-09" "$beihai/2018-03-09" --quiet "$@"; }
scan -o "$work/x.geojson"
scan -o "$work/again.geojson"
scan -o "$work/one.geojson" --threads 1
scan -o "$work/two.geojson" --threads 2
scan -o "$work/simple.geojson" --simplify 15
for other in again one two; do cmp "$work/x.geojson" "$work/$other.geojson"; done
echo "beihai: the same bytes again, with one thread and with two"
"$PYTHON" Benchmarks/validity.py "$work/x.geojson" "$work/simple.geojson"
"$PYTHON" "$shared/eval/accuracy.py" sites "$beihai/label.tif" "$work/x.geojson"
for city in "$shared"/data/oscd/*; do
  set -- "$city"/20*
  "$tianyan" scan "$1" "$2" --quiet -o "$work/city.geojson" 2>/dev/null
  "$PYTHON" Benchmarks/evaluation.py "$tianyan" "$shared/eval/accuracy.py" "$city/label.tif" \
    "$work/city.geojson"
done
taizhou=$shared/data/landsat/taizhou/label.tif
"$PYTHON" Benchmarks/evaluation.py "$tianyan" "$shared/eval/accuracy.py" "$taizhou" "$taizhou"
if command -v ogrinfo >/dev/null 2>&1; then
  ogrinfo -q -dialect SQLite -sql \
    'SELECT COUNT(*) AS sites, SUM(NOT ST_IsValid(geometry)) AS invalid FROM candidates' \
    "$work/x.geojson"
else
  echo "skipped: ogrinfo is not there (gdal-bin)"
fi
for city in paris nantes; do
  set -- "$shared/data/oscd/$city"/20*
  "$tianyan" scan "$1" "$2" --quiet --rules Benchmarks/many-sites-rules.yaml --simplify 15 \
    -o "$work/$city.geojson" 2>/dev/null
  "$PYTHON" Benchmarks/validity.py "$work/$city.geojson"
done
"$tianyan" scan $shared/data/series/brumadinho-georeferenced/*0114* \
  $shared/data/series/brumadinho-georeferenced/*0130* --quiet -o "$work/mud.geojson"
"$PYTHON" Benchmarks/mudflow.py "$shared/data" "$work/mud.geojson"
"$PYTHON" Benchmarks/turbidity.py "$tianyan" "$shared/data/water/parana"

#!/bin/sh
# A simulated year of one valley: processed in order, in reverse, in random order, in one run and in one a scene; then
# its sites by the truth. Says how long and how large. Takes some 20 minutes on two cores; QUICK=1 only the one run.
# SIZE (pixels a side) and SEED make other years: false sites a year on 100 km2 rest on the area that is printed.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

swift build -c release --product scene-simulator
swift build -c release --product tianyan
python_with shapely==2.1.2 pyproj==3.7.2 || { echo "needs Python with shapely and pyproj" >&2; exit 1; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

.build/release/scene-simulator year --scenes 60 --size "${SIZE:-300}" --seed "${SEED:-2}" -o "$work/year"
"$PYTHON" Benchmarks/year_orders.py .build/release/tianyan "$work/year" "$work" ${QUICK:+once}
"$PYTHON" Benchmarks/year.py -v "$work/year" "$work/once.geojson"

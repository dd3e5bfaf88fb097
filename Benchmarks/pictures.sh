#!/bin/sh
# Makes the pictures of the README anew, from real runs: the report in a real browser, the exported layer in QGIS. Needs
# chromium, python3-qgis, gdal-bin and PyPI. Each is below 200 kB.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh
python_with websocket-client axe-core-python pillow
tianyan=${TIANYAN:-.build/release/tianyan}
simulated=scenes/yongkang/simulated
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$tianyan" scan --quiet --region scenes/yongkang $simulated/2024-09-14 $simulated/2025-04-12 \
  -o "$work/sites.geojson"
"$tianyan" report "$work/sites.geojson" --capacity 20 --region scenes/yongkang --quiet \
  --before $simulated/2024-09-14 --after $simulated/2025-04-12 -o "$work/report.html"
"$PYTHON" Benchmarks/browser.py "$work/report.html" "$work/report.png"
"$tianyan" export "$work/sites.geojson" --to "$work/sites.gpkg" --quiet
/usr/bin/python3 Benchmarks/qgis_picture.py "$work/sites.gpkg" $simulated/2025-04-12 "$work/qgis.png" 2>/dev/null
for name in report qgis; do
  # 256 colours by their spread, not by their number of pixels: the few of the kinds must stay.
  "$PYTHON" -c 'import sys; from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)' \
    "$work/$name.png" "scenes/yongkang/$name.png"
  test "$(wc -c <"scenes/yongkang/$name.png")" -lt 200000
done

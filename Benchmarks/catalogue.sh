#!/bin/sh
# 100 000 sites in a catalogue: how long recording and queries take, and whether GDAL opens the file meanwhile.
set -eu
cd "$(dirname "$0")/.."

swift build -c release --product catalogue-benchmark
state="$(mktemp -d)"
trap 'rm -rf "$state"' EXIT

.build/release/catalogue-benchmark "$state" &
writer=$!
opened=0
while kill -0 "$writer" 2>/dev/null; do
  if [ -s "$state/catalogue.gpkg" ] && [ -e "$state/catalogue.gpkg-wal" ]; then
    ogrinfo -so -ro "$state/catalogue.gpkg" sites >"$state/ogrinfo" 2>"$state/errors" && opened=$((opened + 1))
    [ ! -s "$state/errors" ] || cat "$state/errors" >&2
  fi
  sleep 1
done
wait "$writer"
echo "ogrinfo opened it $opened times while it was written:"
grep "Feature Count" "$state/ogrinfo"
ogrinfo -ro -q "$state/catalogue.gpkg" -sql "PRAGMA integrity_check"

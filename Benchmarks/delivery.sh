#!/bin/sh
# Exports and dispatches judged by other programs: another GDAL, validators from PyPI, QGIS, PostGIS, a receiver that
# fails. Says what it skips: `apt-get install python3-qgis postgresql-15-postgis-3 gdal-bin` brings what is not on PyPI.
# TIANYAN names a program that is built already.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh
. Benchmarks/postgis.sh

if ! python_with pyogrio shapely numpy geojson geojson-validator "pystac[validation]"; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
if [ -z "${TIANYAN:-}" ]; then
  swift build -c release --product tianyan
  TIANYAN=.build/release/tianyan
fi
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || stop_postgis; rm -rf "$work"' EXIT
mkdir "$work/clean" "$work/hostile"

simulated=scenes/yongkang/simulated
"$TIANYAN" scan --region scenes/yongkang $simulated/2024-09-14 $simulated/2025-04-12 --quiet -o "$work/clean.geojson"
"$PYTHON" Benchmarks/exports.py make "$work/clean.geojson" "$work/hostile.geojson"
for sites in clean hostile; do
  for suffix in geojson geojsonl gpkg fgb shp shp.zip kml csv; do
    "$TIANYAN" export "$work/$sites.geojson" --to "$work/$sites/sites.$suffix" --quiet
  done
  echo "== $sites"
  "$PYTHON" Benchmarks/exports.py check "$work/$sites.geojson" "$work/$sites"
done
for crs in 4490 4549; do
  "$TIANYAN" export "$work/clean.geojson" --crs EPSG:$crs --to "$work/clean/$crs.gpkg"
done

if command -v ogrinfo >/dev/null 2>&1; then
  echo "== ogrinfo"
  for name in clean/sites.geojson hostile/sites.geojson hostile/sites.gpkg clean/4549.gpkg; do
    ogrinfo -q -dialect SQLite -sql \
      "SELECT COUNT(*) AS sites, SUM(NOT ST_IsValid(geom)) AS invalid FROM (SELECT *, CastToXY(geometry) AS geom FROM sites)" \
      "$work/$name" 2>/dev/null | grep = ||
      ogrinfo -q -dialect SQLite -sql "SELECT COUNT(*) AS sites, SUM(NOT ST_IsValid(geom)) AS invalid FROM sites" \
        "$work/$name" | grep =
  done
else
  echo "skipped: ogrinfo is not there (gdal-bin)"
fi

echo "== QGIS"
if /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
  for sites in clean hostile; do
    /usr/bin/python3 Benchmarks/qgis_styles.py "$work/$sites" "${QGIS_PICTURE:-$work/qgis.png}" 2>/dev/null
  done
else
  echo "skipped: python3-qgis is not there"
fi

# A password must not be in what was said.
without_password() {
  if grep -q hush "$work/said"; then echo "the password was shown"; exit 1; fi
}

echo "== PostGIS"
if start_postgis; then
  for round in 1 2; do
    "$TIANYAN" export "$work/hostile.geojson" --to "$database" >"$work/said" 2>&1
    "$TIANYAN" export "$work/clean.geojson" --to "$database" >>"$work/said" 2>&1
    without_password
    $psql -c "SELECT count(*) || ' rows, ' || count(DISTINCT id) || ' ids, ' ||
      sum((NOT ST_IsValid(geom))::int) || ' invalid, SRID ' || max(ST_SRID(geom)) FROM sites"
    $psql -c "SELECT md5(string_agg(column_name || ' ' || data_type, ',' ORDER BY ordinal_position))
      FROM information_schema.columns WHERE table_name = 'sites'"
    [ $round = 1 ] || [ "$rows" = "$($psql -c "SELECT count(*) FROM sites")" ]
    rows=$($psql -c "SELECT count(*) FROM sites")
  done
  "$TIANYAN" export "$work/clean.geojson" --to "PG:host=$server/socket user=nobody password=hush-hush dbname=none" \
    >"$work/said" 2>&1 && exit 1
  without_password
  cat "$work/said"
  "$PYTHON" Benchmarks/postgis.py "$work/hostile.geojson" "$psql"
else
  echo "skipped: PostGIS is not there (postgresql-15-postgis-3)"
fi

echo "== STAC"
"$TIANYAN" export "$work/clean.geojson" --stac "$work/stac" --scene $simulated/2024-09-14 --scene $simulated/2025-04-12
"$PYTHON" Benchmarks/stac.py "$work/stac"
if command -v gdalinfo >/dev/null 2>&1; then
  gdalinfo "STACIT:\"$work/stac/items.json\":asset=green" | grep -E "Size is|Origin"
fi

echo "== dispatch"
for kind in water-lost construction burning; do
  "$TIANYAN" scan --kinds $kind $simulated/2024-09-14 $simulated/2025-04-12 --quiet -o "$work/$kind.geojson"
done
"$PYTHON" Benchmarks/dispatch.py "$TIANYAN" "$work/clean.geojson" "$work/water-lost.geojson" \
  "$work/construction.geojson" "$work/burning.geojson"

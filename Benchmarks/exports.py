"""Every export of hostile sites, opened by another GDAL: equal count, attributes and geometry, no text changed.

usage: exports.py make IN.geojson OUT.geojson      puts hostile text into every text of some sites
       exports.py check IN.geojson FOLDER          compares FOLDER/sites.* with IN.geojson
"""
import csv
import json
import pathlib
import sys

LONG = "长" * 10_000
HOSTILE = ["=cmd|' /C calc'!A0", "<script>alert(\"1\")</script>", "'; DROP TABLE sites; --", "]]>&amp;",
           "\u202e\u200f右到左", LONG, "a\nb\tc", "@SUM(1)", "+1", "-1", "😀"]


def make(source, target):
    data = json.load(open(source))
    for place, feature in enumerate(data["features"][: len(HOSTILE)]):
        text = HOSTILE[place]
        properties = feature["properties"]
        for name, value in properties.items():
            # Times tell the newest scene.
            if isinstance(value, str) and not name.endswith("_time"):
                properties[name] = text
        feature["id"] = f"{place} {text[:50]}"
    json.dump(data, open(target, "w"), ensure_ascii=False)


def check(source, folder):
    import pyogrio.raw
    import shapely

    data = json.load(open(source))
    wanted = {f["id"]: f for f in data["features"]}
    folder = pathlib.Path(folder)
    for name, driver in [("sites.geojson", "GeoJSON"), ("sites.geojsonl", "GeoJSONSeq"), ("sites.gpkg", "GPKG"),
                         ("sites.fgb", "FlatGeobuf"), ("sites.shp", "ESRI Shapefile"),
                         ("sites.shp.zip", "ESRI Shapefile"), ("sites.kml", "KML"), ("sites.csv", "CSV")]:
        options = {"datetime_as_string": True}
        layer = "sites" if driver == "GPKG" else None
        meta, _, geometries, columns = pyogrio.raw.read(folder / name, layer=layer, **options)
        fields = list(meta["fields"])
        ident = "id2" if "id2" in fields else "id"  # LIBKML keeps the attribute of XML under this name
        rows = {row[fields.index(ident)]: dict(zip(fields, row)) for row in zip(*columns)}
        guard = lambda text: text
        if driver == "CSV":
            guard = lambda text: "'" + text if text.lstrip(" ")[:1] in "=+-@\t\r\n|%" and text else text
        if driver == "ESRI Shapefile":
            guard = lambda text: text.encode()[:254].decode(errors="ignore")
        assert len(rows) == len(wanted), (name, len(rows))
        assert set(rows) == {guard(i) for i in wanted}, name
        shapes = shapely.from_wkb(geometries) if geometries is not None else shapely.from_wkt(
            [row["WKT"] for row in rows.values()])
        assert shapely.is_valid(shapes).all(), name
        area = sum(shapely.geometry.shape(f["geometry"]).area for f in wanted.values())
        assert abs(shapely.area(shapes).sum() / area - 1) < 1e-9, name
        compared = 0
        for ident, feature in wanted.items():
            row = rows[guard(ident)]
            for column, value in feature["properties"].items():
                if column not in row:
                    assert driver == "ESRI Shapefile" and len(column) > 10, (name, column)
                    continue
                got = row[column]
                if value is None or value == "":
                    assert got in (None, "") or got != got, (name, column, got)
                elif isinstance(value, str):
                    assert got == guard(value), (name, column, got[:80], value[:80])
                else:
                    assert abs(float(got) - value) < 1e-9 * max(1, abs(value)), (name, column, got)
                compared += 1
        print(f"{name}: {len(rows)} sites, {compared} attributes equal, all valid")
    with open(folder / "sites.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                try:
                    float(cell)
                except ValueError:
                    assert cell[:1] not in tuple("=+-@\t\r"), cell[:40]
    validate(folder / "sites.geojson")


def validate(path):
    import geojson
    import geojson_validator

    text = open(path).read()
    structure = geojson_validator.validate_structure(str(path))
    assert not structure, structure
    found = geojson_validator.validate_geometries(str(path))
    assert not found["invalid"], found["invalid"]
    # Holes and seven decimals are meant; anything else would be a fault.
    assert set(found["problematic"]) <= {"holes", "excessive_coordinate_precision"}, found["problematic"]
    assert geojson.loads(text).is_valid
    assert "\"crs\"" not in text
    print(f"{path.name}: valid by RFC 7946 (geojson-validator, geojson)")


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])

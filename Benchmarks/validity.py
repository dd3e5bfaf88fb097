"""Fails unless every geometry is valid by shapely, wound as RFC 7946 says, with its point inside."""
import json
import sys

from shapely.geometry import Point, shape

for path in sys.argv[1:]:
    with open(path) as file:
        features = json.load(file)["features"]
    for feature in features:
        geometry = shape(feature["geometry"])
        properties = feature["properties"]
        assert geometry.geom_type == "MultiPolygon", feature["id"]
        assert geometry.is_valid, feature["id"]
        assert all(part.exterior.is_ccw for part in geometry.geoms), feature["id"]
        assert geometry.contains(Point(properties["lon"], properties["lat"])), feature["id"]
    print(f"{path.rsplit('/', 1)[-1]}: {len(features)} features, all valid")

"""How much of the Brumadinho mud flow the candidates cover.

The flow is where NDVI fell by more than 0.3 within easting 587000-594000, northing -2230000 to
-2225000. The two stacks are 30 columns apart: they are laid on each other by their georeferencing.
"""
import glob
import json
import sys

import numpy as np
import rasterio
from rasterio.features import rasterize
from rasterio.warp import transform_geom
from rasterio.windows import from_bounds

data, result = sys.argv[1:]
paths = [glob.glob(f"{data}/series/brumadinho-georeferenced/*_{day}_*.tif")[0] for day in ("20190114", "20190130")]
box = (587000, -2230000, 594000, -2225000)


def ndvi(path):
    with rasterio.open(path) as file:
        window = from_bounds(*box, file.transform).round_lengths().round_offsets()
        red, nir = (file.read(band, window=window) * 2.75e-5 - 0.2 for band in (3, 4))
        return (nir - red) / (nir + red), file.window_transform(window), file.crs


before, transform, crs = ndvi(paths[0])
after, _, _ = ndvi(paths[1])
flow = before - after > 0.3
with open(result) as file:
    features = json.load(file)["features"]
shapes = [
    (transform_geom("EPSG:4326", crs, f["geometry"]), 1)
    for f in features if f["properties"]["kind"] == "land-clearing"
]
found = rasterize(shapes, out_shape=flow.shape, transform=transform) == 1
share = (found & flow).sum() / flow.sum()
print(f"mud flow: {flow.sum()} pixels, {flow.sum() * 9e-4:.2f} km2, {share:.1%} of it found as land-clearing")
assert share >= 0.8, share

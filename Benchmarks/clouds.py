"""Cloud and shadow masks made from the spectrum, beside those of other programs.

    clouds.py CLOUD_MAPS DATA        the program and ../shared/data

Sen2Cor's scene classification of 140 dates in Romania (10 m, only blue, green, red and near infrared,
1 km2: too small for the shadow of a high cloud to lie in it), each date alone and beside the one before;
and Fmask and s2cloudless on one decimated L1C scene of Australia. The other masks are no truth either:
Sen2Cor calls snow what is cloud and cloud what is snow; the tables say where they differ.
"""
import glob
import os
import subprocess
import sys
import tempfile

import numpy as np
import rasterio
from rasterio.warp import Resampling, reproject

program, data = sys.argv[1:]
CLOUD, POSSIBLE, SHADOW, CIRRUS = 1 << 2, 1 << 3, 1 << 4, 1 << 5
SCL = ["no data", "defective", "dark", "shadow", "vegetation", "bare", "water", "unclassified",
       "cloud, medium", "cloud, high", "thin cirrus", "snow"]


def maps(scenes, *options):
    """Reasons of each scene, with their grids."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder, *scenes, *options], check=True, stdout=subprocess.DEVNULL)
        for scene in scenes:
            name = os.path.splitext(os.path.basename(scene))[0]
            with rasterio.open(f"{folder}/{name}.tif") as file:
                yield scene, file.read(1), file.transform, file.crs


def enlarged(reasons, transform, crs, like):
    """The reasons on the grid of another file."""
    out = np.zeros(like.shape, np.uint16)
    reproject(reasons, out, src_transform=transform, src_crs=crs, dst_transform=like.transform,
              dst_crs=like.crs, resampling=Resampling.nearest)
    return out


def table(title, classes, names, reasons):
    """For each class of the other mask, the share of its pixels that get each reason."""
    print(f"{title}\n  {'':16}{'pixels':>9}{'cloud':>9}{'possible':>9}{'shadow':>9}")
    for code, name in names:
        here = classes == code
        if not here.any():
            continue
        shares = [(reasons[here] & bit > 0).mean() for bit in (CLOUD, POSSIBLE, SHADOW)]
        print(f"  {name:16}{here.sum():9}" + "".join(f"{share:9.1%}" for share in shares))


def agreement(title, theirs, ours):
    both = (theirs & ours).sum()
    print(f"  {title}: recall {both / max(1, theirs.sum()):.1%}, precision {both / max(1, ours.sum()):.1%}")


def with_scale(folder):
    """The dates as files that say their scale, in order of time."""
    for path in sorted(glob.glob(f"{data}/series/romania/tif_10m/*.tif")):
        copy = f"{folder}/{os.path.basename(path)}"
        with rasterio.open(path) as file, rasterio.open(copy, "w", **file.profile) as scaled:
            scaled.write(file.read())
            scaled.descriptions = file.descriptions
            scaled.scales = (1e-4,) * 4 + (1,)
            scaled.update_tags(**file.tags())
        yield copy


copies = tempfile.TemporaryDirectory()
scenes = list(with_scale(copies.name))
for title, options in (("each date alone", []), ("beside the date before", ["--pairs"])):
    classes, reasons = [], []
    for scene, found, transform, crs in maps(scenes, *options):
        with rasterio.open(scene) as file:
            classes.append(file.read(5))
            reasons.append(enlarged(found, transform, crs, file))
    classes, reasons = np.stack(classes), np.stack(reasons)
    table(f"Romania, {title}: share of Sen2Cor's classes", classes, list(enumerate(SCL)), reasons)
    agreement("cloud against high and medium", np.isin(classes, (8, 9)), reasons & CLOUD > 0)
    agreement("cloud or possible cloud against high and medium", np.isin(classes, (8, 9)),
              reasons & (CLOUD | POSSIBLE) > 0)
    agreement("cloud or possible cloud against high, medium, cirrus and snow",
              np.isin(classes, (8, 9, 10, 11)), reasons & (CLOUD | POSSIBLE) > 0)

folder = f"{data}/products/sentinel2/decimated/T53JQJ_20201031_fmask_s2cloudless"
zips = glob.glob(f"{data}/products/sentinel2/decimated/*T53JQJ*.zip")
fmask = glob.glob(f"{folder}/*.fmask.img")
cloudless = glob.glob(f"{folder}/*.mask.s2cloudless.tif")
if not (zips and fmask and cloudless and os.path.getsize(zips[0]) > 1000):
    sys.exit("skipped: the scene of Australia is not there")
with tempfile.TemporaryDirectory() as work:
    names = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B10": "cirrus",
             "B11": "swir16", "B12": "swir22"}
    import zipfile
    with zipfile.ZipFile(zips[0]) as archive:
        bands = {names[n[-7:-4]]: n for n in archive.namelist()
                 if "/IMG_DATA/" in n and n[-7:-4] in names}
    with rasterio.open(fmask[0]) as file:
        bounds, crs = file.bounds, file.crs
    for role, name in bands.items():
        with rasterio.open(f"/vsizip/{zips[0]}/{name}") as file:
            samples = file.read(1)
        height, width = samples.shape
        with rasterio.open(f"{work}/{role}.tif", "w", driver="GTiff", width=width, height=height, count=1,
                           dtype="uint16", crs=crs, nodata=0,
                           transform=rasterio.transform.from_bounds(*bounds, width, height)) as file:
            file.write(samples, 1)
    with open(f"{work}/scene.yaml", "w") as file:
        file.write("sensor: sentinel-2\nlevel: L1C\nacquired: 2020-10-31T00:47:11Z\n"
                   "quantity: reflectance\nscale: 0.0001\nnodata: 0\nbands:\n")
        file.writelines(f"  {role}: {role}.tif\n" for role in bands)
    (_, reasons, transform, grid_crs), = maps([work])
for title, path, codes in (
    ("Fmask", fmask[0], [(1, "clear"), (2, "cloud"), (3, "shadow"), (4, "snow"), (5, "water")]),
    ("s2cloudless", cloudless[0], [(1, "clear"), (2, "cloud")]),
):
    with rasterio.open(path) as file:
        here = enlarged(reasons, transform, grid_crs, file)
        table(f"Australia: share of {title}'s classes", file.read(1), codes, here)

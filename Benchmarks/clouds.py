"""Cloud and shadow masks beside those of other programs.

    clouds.py CLOUD_MAPS DATA        the program and ../shared/data

Made from the spectrum alone:
- Romania: Sen2Cor's scene classification of 140 dates (10 m, only blue, green, red and near infrared, 1 km2:
  too small for the shadow of a high cloud to lie in it), each date alone and beside the one before;
- Sahara: the same of one date (100 m, with short-wave bands);
- Amazon: USGS's QA_PIXEL of one Landsat scene (600 m).
As the product brings them:
- Australia: the outlines of an L1C product beside Fmask at 20 m. Its bands are decimated to 20 x 20 pixels in
  steps of 0.1 (lossy): no test of a spectrum, and no mask of 20 x 20 pixels, says anything of them.

The other masks are no truth either: Sen2Cor calls snow what is cloud and cloud what is snow.
"""
import glob
import os
import shutil
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


def copied(folder, source, bands, header):
    """A folder with scene.yaml of some files of another."""
    roles = []
    for name, role in bands.items():
        shutil.copyfile(f"{source}/{name}.tif", f"{folder}/{name}.tif")
        roles.append(f"  {role}: {name}.tif\n")
    with open(f"{folder}/scene.yaml", "w") as file:
        file.write(header + "bands:\n" + "".join(roles))
    return folder


def one(title, scene, mask, names, *options, codes=lambda samples: samples):
    """One scene beside the mask of another program; gives both on the grid of that."""
    (_, reasons, transform, crs), = maps([scene], *options)
    with rasterio.open(mask) as file:
        reasons = enlarged(reasons, transform, crs, file)
        classes = codes(file.read(1))
    table(title, classes, names, reasons)
    return classes, reasons


sahara = f"{data}/products/sentinel2/decimated-L2A-29RKH"
if os.path.exists(f"{sahara}/SCL.tif"):
    with tempfile.TemporaryDirectory() as work:
        bands = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B11": "swir16", "B12": "swir22"}
        copied(work, sahara, bands,
               "sensor: sentinel-2a\nlevel: L2A\nacquired: 2020-02-19T11:33:46Z\n"
               "quantity: reflectance\nscale: 0.0001\nnodata: 0\n")
        classes, reasons = one("Sahara: share of Sen2Cor's classes", work, f"{sahara}/SCL.tif",
                               list(enumerate(SCL)))
    agreement("cloud or possible cloud against high and medium", np.isin(classes, (8, 9)),
              reasons & (CLOUD | POSSIBLE) > 0)
else:
    print("skipped: the scene of the Sahara is not there")

for amazon in glob.glob(f"{data}/products/landsat/LC08_L2SP_001062_*_with_QA_PIXEL"):
    names = list(enumerate(["other", "fill", "shadow", "cloud", "cloud and cirrus"]))

    def kinds(samples):
        kind = np.zeros(samples.shape, np.uint8)
        kind[samples & 1 << 4 > 0] = 2
        kind[samples & 1 << 3 > 0] = 3
        kind[(samples & 1 << 3 > 0) & (samples & 1 << 2 > 0)] = 4
        kind[samples & 1 > 0] = 1
        return kind

    classes, reasons = one("Amazon: share of what QA_PIXEL says", amazon,
                           glob.glob(f"{amazon}/*_QA_PIXEL.TIF")[0], names, codes=kinds)
    agreement("cloud or possible cloud against cloud", classes >= 3, reasons & (CLOUD | POSSIBLE) > 0)

folder = f"{data}/products/sentinel2/decimated/T53JQJ_20201031_fmask_s2cloudless"
zips = glob.glob(f"{data}/products/sentinel2/decimated/*T53JQJ*.zip")
fmask = glob.glob(f"{folder}/*.fmask.original*.img")
cloudless = glob.glob(f"{folder}/*.mask.s2cloudless.tif")
if not (zips and fmask and cloudless and os.path.getsize(zips[0]) > 1000):
    sys.exit("skipped: the scene of Australia is not there")
names = [(1, "clear"), (2, "cloud"), (3, "shadow"), (4, "snow"), (5, "water")]
classes, reasons = one("Australia, the product's own outlines: share of Fmask's classes", zips[0], fmask[0],
                       names, "--own", "60")
seen = classes > 0
agreement("cloud against cloud", classes == 2, (reasons & CLOUD > 0) & seen)
agreement("cloud or its rim against cloud", classes == 2, (reasons & (CLOUD | POSSIBLE) > 0) & seen)
agreement("cloud against cloud and snow", np.isin(classes, (2, 4)), (reasons & CLOUD > 0) & seen)
with rasterio.open(fmask[0]) as file, rasterio.open(cloudless[0]) as coarse:
    theirs, near = coarse.read(1), np.zeros((coarse.height, coarse.width), np.float32)
    for title, mask in (("the product", (reasons & CLOUD > 0) & seen), ("Fmask", classes == 2)):
        reproject(mask.astype(np.float32), near, src_transform=file.transform, src_crs=file.crs,
                  dst_transform=coarse.transform, dst_crs=coarse.crs, resampling=Resampling.average)
        print(f"  of s2cloudless's {(theirs == 2).sum()} cloudy pixels of 5.8 km, {title} calls "
              f"{near[theirs == 2].mean():.1%} cloud; of its {(theirs == 1).sum()} clear ones "
              f"{near[theirs == 1].mean():.1%}")

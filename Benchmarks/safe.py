#!/usr/bin/env python3
"""Makes a simulated Sentinel-2 L2A product of full size, 10980 x 10980 pixels, for Benchmarks/prepare.sh: JPEG 2000
in tiles of 1024 as ESA has them (640 at 20 m, 192 at 60 m), lossless, filled with real pixels mirrored side by side
where the county lies. Blocks that the county does not touch hold no data."""
import argparse, concurrent.futures, glob, os, shutil

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin
from rasterio.windows import Window

NAME = "S2B_MSIL2A_20240501T023539_N0509_R089_T51RTN_20240501T050000"
GRANULE = "GRANULE/L2A_T51RTN_A037346_20240501T023535"
STEM = "T51RTN_20240501T023539"
LEFT, TOP, CRS = 190020, 3240000, "EPSG:32651"
# What holds Yongkang, in metres from the tile's upper left corner.
COUNTY = (0, 8000, 58000, 62000)
SIDES = {10: (10980, 1024), 20: (5490, 640), 60: (1830, 192)}
BANDS = [(b, 10) for b in ("B02", "B03", "B04", "B08")] + [
    (b, 20) for b in ("B05", "B06", "B07", "B8A", "B11", "B12", "SCL")] + [("B01", 60), ("B09", 60)]
OFFSET = 1000  # BOA_ADD_OFFSET -1000: what is stored lies that much higher


def pixels(source, band, metres):
    """The part of the tile that the county touches, and where it stands."""
    left, top, right, bottom = (v // metres for v in COUNTY)
    height, width = bottom - top, right - left
    if band == "SCL":
        y, x = np.mgrid[0:height, 0:width]
        real = np.where(((x // 90 + y // 70) % 11) == 0, 9, np.where((x // 40 + y // 50) % 7 == 0, 6, 4)).astype("uint8")
    else:
        a = rasterio.open(f"{source}/{band}.tif").read(1)
        mirrored = np.block([[a, a[:, ::-1]], [a[::-1], a[::-1, ::-1]]])
        real = np.tile(mirrored, (-(-height // mirrored.shape[0]), -(-width // mirrored.shape[1])))[:height, :width]
        real = (real + OFFSET).astype("uint16")
    return real, Window(left, top, width, height)


def write(path, source, band, metres):
    side, block = SIDES[metres]
    real, window = pixels(source, band, metres)
    plain = path + ".tif"
    profile = dict(width=side, height=side, count=1, dtype=real.dtype, crs=CRS, tiled=True, blockxsize=1024, blockysize=1024,
                   transform=from_origin(LEFT, TOP, metres, metres), sparse_ok=True)
    with rasterio.open(plain, "w", driver="GTiff", **profile) as out:
        out.write(real, 1, window=window)
    with rasterio.Env(GDAL_NUM_THREADS="1"):
        rasterio.shutil.copy(plain, path, driver="JP2OpenJPEG", REVERSIBLE="YES", QUALITY="100", RESOLUTIONS="6",
                             BLOCKXSIZE=str(block), BLOCKYSIZE=str(block))
    os.remove(plain)


def image(band, metres):
    return f"{GRANULE}/IMG_DATA/R{metres}m/{STEM}_{band}_{metres}m"


def product_xml():
    images = "".join(f"<IMAGE_FILE>{image(*band)}</IMAGE_FILE>" for band in BANDS)
    offsets = "".join(f'<BOA_ADD_OFFSET band_id="{i}">-{OFFSET}</BOA_ADD_OFFSET>' for i in range(13))
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd">
<n1:General_Info><Product_Info><PRODUCT_START_TIME>2024-05-01T02:35:39.024Z</PRODUCT_START_TIME>
<PRODUCT_URI>{NAME}.SAFE</PRODUCT_URI><PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE><Datatake><SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME></Datatake>
<Query_Options><PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT></Query_Options><Product_Organisation><Granule_List>
<Granule granuleIdentifier="S2B_OPER_MSI_L2A_TL_2BPS_20240501T050000_A037346_T51RTN_N05.09" imageFormat="JPEG2000">
{images}</Granule></Granule_List></Product_Organisation></Product_Info><Product_Image_Characteristics>
<Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>
<Special_Values><SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>
<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>{offsets}
</Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>
"""


def tile_xml():
    places = "".join(
        f'<Size resolution="{m}"><NROWS>{side}</NROWS><NCOLS>{side}</NCOLS></Size><Geoposition resolution="{m}">'
        f"<ULX>{LEFT}</ULX><ULY>{TOP}</ULY><XDIM>{m}</XDIM><YDIM>-{m}</YDIM></Geoposition>"
        for m, (side, _) in SIDES.items())
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd"><n1:General_Info>
<TILE_ID metadataLevel="Brief">S2B_OPER_MSI_L2A_TL_2BPS_20240501T050000_A037346_T51RTN_N05.09</TILE_ID>
<SENSING_TIME metadataLevel="Standard">2024-05-01T02:45:35.271949Z</SENSING_TIME></n1:General_Info><n1:Geometric_Info>
<Tile_Geocoding metadataLevel="Brief"><HORIZONTAL_CS_CODE>{CRS}</HORIZONTAL_CS_CODE>{places}</Tile_Geocoding>
<Tile_Angles><Mean_Sun_Angle><ZENITH_ANGLE unit="deg">22.5</ZENITH_ANGLE><AZIMUTH_ANGLE unit="deg">120.25</AZIMUTH_ANGLE>
</Mean_Sun_Angle></Tile_Angles></n1:Geometric_Info></n1:Level-2A_Tile_ID>
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", default="../shared")
    arguments.add_argument("--work", required=True)
    arguments = arguments.parse_args()
    source = sorted(glob.glob(f"{arguments.shared}/data/oscd/cupertino/2*"))[-1]
    safe = os.path.join(arguments.work, NAME + ".SAFE")
    shutil.rmtree(safe, ignore_errors=True)
    for metres in SIDES:
        os.makedirs(f"{safe}/{GRANULE}/IMG_DATA/R{metres}m")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda job: write(f"{safe}/{image(*job)}.jp2", source, *job), BANDS))
    for name, text in ((f"{GRANULE}/MTD_TL.xml", tile_xml()), ("manifest.safe", "<manifest/>"),
                       ("MTD_MSIL2A.xml", product_xml())):
        with open(f"{safe}/{name}", "w", encoding="utf-8") as out:
            out.write(text)
    print(safe)


if __name__ == "__main__":
    main()

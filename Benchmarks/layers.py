"""Layers of a county for Benchmarks/baseline.sh, and the floor under reading them.

    layers.py make LAYER FOLDER COUNT      COUNT copies of a layer, each of another date and with other numbers
    layers.py read BANDS LAYERS...         seconds to decode the named bands of all blocks that hold data, one worker
                                           a core, each with files of its own
"""
import os
import sys
import threading
import time

import numpy as np
import rasterio
from rasterio.windows import Window

os.environ["GDAL_PAM_ENABLED"] = "NO"


def make(layer, folder, count):
    with rasterio.open(layer) as source:
        profile, tags, names = source.profile, source.tags(), source.descriptions
        scales, offsets, bands = source.scales, source.offsets, source.read()
    generator = np.random.default_rng(1)
    profile.update(driver="COG", compress="ZSTD", level=1, predictor="YES", overviews="NONE", blocksize=512,
                   num_threads="ALL_CPUS")
    profile = {k: v for k, v in profile.items() if k not in ("tiled", "blockxsize", "blockysize", "interleave")}
    for number in range(count):
        day = f"{2016 + number // 3}-{5 + number % 3:02}-{1 + number % 28:02}"
        values = bands.copy()
        noise = generator.integers(-60, 60, bands.shape[1:], dtype=np.int16)
        for band in values[:-1]:
            band[band > 60] = (band[band > 60].astype(np.int32) + noise[band > 60]).astype(np.uint16)
        tags.update(TIANYAN_ACQUIRED=day, TIANYAN_SCENE=f"sentinel-2-{day.replace('-', '')}-{number:012x}")
        tags.pop("OVR_RESAMPLING_ALG", None)
        with rasterio.MemoryFile() as memory:
            plain = {**profile, "driver": "GTiff"}
            for key in ("level", "predictor", "overviews", "blocksize", "num_threads", "compress"):
                plain.pop(key, None)
            with memory.open(**plain) as target:
                target.write(values)
                target.descriptions, target.scales, target.offsets = names, scales, offsets
                target.update_tags(**tags)
            with memory.open() as target:
                rasterio.shutil.copy(target, f"{folder}/{day}.tif", driver="COG", compress="ZSTD", level=1,
                                     predictor="YES", blocksize=512, num_threads="ALL_CPUS")


def read(bands, layers):
    with rasterio.open(layers[0]) as first:
        data = first.read(1) > 0
        blocks = [(row, column) for row in range(0, first.height, 512) for column in range(0, first.width, 512)
                  if data[row:row + 512, column:column + 512].any()]
    files, lock = list(layers), threading.Lock()

    def work():
        while True:
            with lock:
                if not files:
                    return
                name = files.pop(0)
            with rasterio.open(name) as source:
                numbers = [source.descriptions.index(band) + 1 for band in bands]
                for row, column in blocks:
                    window = Window(column, row, min(512, source.width - column), min(512, source.height - row))
                    source.read(numbers, window=window)

    start = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(os.cpu_count())]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(f"{time.monotonic() - start:.2f}")


if sys.argv[1] == "make":
    import rasterio.shutil
    make(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    read(sys.argv[2].split(","), sys.argv[3:])

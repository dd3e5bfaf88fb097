"""The floor under `tianyan prepare`: decodes the blocks of a scene's bands that a region's layer needs, and throws
them away; one worker a core, each with files of its own, largest bands first. Prints how many samples it read."""
import os, sys, threading

import rasterio
from rasterio.warp import transform_bounds
from rasterio.windows import Window, from_bounds

layer, files = rasterio.open(sys.argv[1]), sys.argv[2:]
lock, read = threading.Lock(), [0]
files.sort(key=lambda name: -rasterio.open(name).width)


def work():
    while True:
        with lock:
            if not files:
                return
            name = files.pop(0)
        with rasterio.open(name) as band:
            bounds = transform_bounds(layer.crs, band.crs, *layer.bounds)
            needed = from_bounds(*bounds, band.transform).intersection(Window(0, 0, band.width, band.height))
            height, width = band.block_shapes[0]
            for row in range(int(needed.row_off) // height, -(-int(needed.row_off + needed.height) // height)):
                for column in range(int(needed.col_off) // width, -(-int(needed.col_off + needed.width) // width)):
                    block = band.read(1, window=band.block_window(1, row, column))
                    with lock:
                        read[0] += block.size


threads = [threading.Thread(target=work) for _ in range(os.cpu_count())]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(f"{read[0] / 1e6:.0f} million samples decoded")

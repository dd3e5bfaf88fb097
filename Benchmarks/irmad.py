#!/usr/bin/env python3
"""Makes a pair of 5490 x 5490 pixels and four bands from a real one, and times programs on it.

    irmad.py make SHARED WORK
    irmad.py race WORK TIANYAN [ROUNDS]

The bands of Beihai are laid side by side, every second one mirrored, with a little noise so that no two
tiles are equal. A race runs both programs in turn, each on both files and writing a map, and prints the
best time of each and the peak of resident memory.
"""
import os
import subprocess
import sys
import time

SIDE = 5490
BANDS = [("blue", "B02"), ("green", "B03"), ("red", "B04"), ("nir", "B08")]
DATES = {"before": "2016-12-09", "after": "2018-03-09"}


def make(shared, work):
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    noise = np.random.default_rng(5)
    for name, date in DATES.items():
        folder = os.path.join(work, name)
        os.makedirs(folder, exist_ok=True)
        stack = os.path.join(folder, "stack.tif")
        with rasterio.open(
            stack + ".part", "w", driver="GTiff", width=SIDE, height=SIDE, count=len(BANDS),
            dtype="uint16", crs="EPSG:32649", transform=from_origin(4e5, 24e5, 20, 20),
        ) as out:
            for number, (_, band) in enumerate(BANDS):
                path = os.path.join(shared, "data/oscd/beihai", date, band + ".tif")
                with rasterio.open(path) as file:
                    tile = file.read(1)
                rows, columns = (-(-SIDE // side) for side in tile.shape)
                whole = np.block(
                    [[tile[::1 - i % 2 * 2, ::1 - j % 2 * 2] for j in range(columns)]
                     for i in range(rows)])[:SIDE, :SIDE].astype(int)
                whole += noise.integers(-8, 9, whole.shape)
                out.write(np.clip(whole, 1, 65535).astype("uint16"), number + 1)
        os.rename(stack + ".part", stack)
        with open(os.path.join(folder, "scene.yaml"), "w") as file:
            bands = ", ".join(
                f"{role}: {{file: stack.tif, band: {i + 1}}}" for i, (role, _) in enumerate(BANDS))
            file.write(
                f"sensor: sentinel-2a\nlevel: L1C\nacquired: {date}\nquantity: reflectance\n"
                f"scale: 0.0001\noffset: 0\nnodata: 0\nbands: {{{bands}}}\n")


def run(arguments):
    """Seconds on the clock and peak resident bytes of a program."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments[0]} failed: {status}")
    return time.monotonic() - start, usage.ru_maxrss * 1024


def race(work, tianyan, rounds):
    first, second = (os.path.join(work, name) for name in DATES)
    runners = {
        "OTB's MAD, one pass": [
            "otbcli_MultivariateAlterationDetector", "-in1", first + "/stack.tif", "-in2",
            second + "/stack.tif", "-out", work + "/otb.tif", "float"],
        "tianyan's IR-MAD": [
            tianyan, "change", "--plain", "--quiet", first, second, "-o", work + "/change.tif"],
    }
    found = {name: [] for name in runners}
    for _ in range(rounds):
        for name, arguments in runners.items():
            found[name].append(run(arguments))
    best = {name: min(seconds for seconds, _ in runs) for name, runs in found.items()}
    for name, runs in found.items():
        peak = max(memory for _, memory in runs)
        times = " ".join(f"{seconds:.2f}" for seconds, _ in runs)
        print(f"{name:<20} {best[name]:7.2f} s best of {times}; peak {peak / 2**20:.0f} MiB")
    otb, ours = best.values()
    print(f"IR-MAD to convergence is {otb / ours:.1f} times as fast as OTB's single-pass MAD")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3])
    else:
        race(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 3)

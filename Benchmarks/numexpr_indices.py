"""The six indices of kernel-benchmarks one by one with numexpr, on as many threads: Mpx/s."""
import sys
import time

import numexpr
import numpy as np

pixels, threads = int(sys.argv[1]), int(sys.argv[2])
numexpr.set_num_threads(threads)
generator = np.random.default_rng(1)
blue, green, red, nir, swir16, swir22 = (
    generator.integers(100, 4000, pixels).astype(np.float32) * np.float32(1e-4) for _ in range(6)
)
formulas = [
    "(nir - red) / (nir + red)",
    "(green - nir) / (green + nir)",
    "(green - swir16) / (green + swir16)",
    "(nir - swir22) / (nir + swir22)",
    "((swir16 + red) - (nir + blue)) / ((swir16 + red) + (nir + blue))",
    "4 * (green - swir16) - (0.25 * nir + 2.75 * swir22)",
]
formulas = [f.replace("0.25", "quarter").replace("2.75", "weight").replace("4 *", "four *") for f in formulas]
quarter, weight, four = np.float32(0.25), np.float32(2.75), np.float32(4)  # numexpr would widen to double


results = [np.zeros(pixels, np.float32) for _ in formulas]


def one_by_one():
    for formula, result in zip(formulas, results):
        numexpr.evaluate(formula, out=result)


def seconds(body):
    start = time.monotonic()
    body()
    return time.monotonic() - start


one_by_one()
print(f"{pixels / min(seconds(one_by_one) for _ in range(3)) / 1e6:.1f}")

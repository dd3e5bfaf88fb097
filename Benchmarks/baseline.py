"""Median and robust scale of a stack of 24 dates of a million pixels, beside numpy and nrt.

    baseline.py KERNEL_BENCHMARKS

The same numbers come out of numpy's nanmedian; nrt's OLS fit of its usual harmonics (order 2 and a trend) to
the same stack is what its monitors begin with. All in one run, so that the ratios hold on any machine.
"""
import datetime
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np

DATES, SIDE, UNKNOWN = 24, 1024, 0.25
FLOORS = {"numpy's nanmedian": 5, "nrt's OLS fit": 20}
warnings.simplefilter("ignore")


def seconds(body, rounds):
    best = np.inf
    for _ in range(rounds):
        start = time.monotonic()
        result = body()
        best = min(best, time.monotonic() - start)
    return best, result


generator = np.random.default_rng(1)
stack = generator.normal(0.6, 0.1, (DATES, SIDE, SIDE)).astype(np.float32)
stack[generator.random(stack.shape) < UNKNOWN] = np.nan
with tempfile.TemporaryDirectory() as folder:
    stack.tofile(f"{folder}/stack")
    ours = float(subprocess.run([sys.argv[1], "stack", f"{folder}/stack", str(DATES), f"{folder}/out"],
                                check=True, capture_output=True, text=True).stdout)
    median, scale, count = np.fromfile(f"{folder}/out", np.float32).reshape(3, SIDE, SIDE)

theirs, expected = seconds(lambda: np.nanmedian(stack, axis=0), 3)
spread = np.float32(1.4826) * np.nanmedian(np.abs(stack - expected), axis=0)
spread[spread < 0.01] = 0.01
for name, a, b in (("medians", median, expected), ("scales", scale, spread),
                   ("counts", count, np.isfinite(stack).sum(axis=0))):
    same = np.array_equal(a, b.astype(np.float32), equal_nan=True)
    print(f"{name}: {'the same as numpy in every bit' if same else f'differ by {np.nanmax(np.abs(a - b))}'}")
    if not same:
        sys.exit(1)

import pandas as pd
from nrt.fit_methods import ols
from nrt.utils import build_regressors

days = pd.DatetimeIndex([datetime.date(2022, 1, 1) + datetime.timedelta(days=30 * i) for i in range(DATES)])
regressors = build_regressors(days, trend=True, harmonic_order=2)
regressors[:, 1] -= regressors[0, 1]
columns = stack.reshape(DATES, -1).astype(np.float64)
ols(regressors, columns[:, :1000])  # numba compiles
fit, _ = seconds(lambda: ols(regressors, columns), 2)
failed = False
print(f"ours, median and scale: {ours:.3f} s on one thread")
for name, time_taken in (("numpy's nanmedian", theirs), ("nrt's OLS fit", fit)):
    ratio = time_taken / ours
    print(f"{name}: {time_taken:.2f} s, {ratio:.0f} x as long (floor {FLOORS[name]})")
    failed |= ratio < FLOORS[name]
sys.exit(failed)

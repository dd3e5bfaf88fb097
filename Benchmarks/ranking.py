#!/usr/bin/env python3
"""Fits the ranking of built-up change to the labelled cities of OSCD.

    ranking.py RANKING_EVIDENCE DATA OUT.json [--but CITY] [--cache FOLDER]

RANKING_EVIDENCE is the program of Benchmarks/RankingEvidence, which writes the evidence of a pair as the
product measures it. --but leaves a city out, so that it can be judged by a ranking that never saw it.
Two steps, both with a fixed seed. Pixels: log-odds of the label by ridge logistic regression, every city
and both labels of it with the same weight in all. Sites: connected regions above the threshold; the chance
that at least 20 % of one lies on the label by the logarithm of its evidence, learned on cities whose own
labels were left out of the pixel step, every region with the same weight. The line bends at KNEE, beyond
which few regions are noise.
The labels of OSCD are CC BY-NC-SA, for research: coefficients leave this script, never labels.
"""
import argparse
import glob
import json
import os
import subprocess
import tempfile

import numpy as np
import rasterio
from scipy import ndimage

EVIDENCE = ["magnitude", "redness", "shortwave", "shortwave_floor", "builtness"]
PERCENTILE = 96.5       # of the pixels lie below the threshold
LEAST_PIXELS = 10       # of a region: what accuracy.py asks of a label site
LOWEST, HIGHEST = -12.0, 8.0     # log-odds beyond say no more, as in the product
HIT = 0.2               # accuracy.py: the share of a site that lies on the label
PER_CITY = (3000, 8000)          # pixels of label 1 and 0 that are fitted
RIDGE = 3.0
KNEE = 4.0              # the logarithm of the evidence of some fifty pixels
SEED = 1


def evidence(program, folder, cache):
    """The planes of a city by name, and its label."""
    dates = sorted(glob.glob(os.path.join(folder, "20*")))
    with rasterio.open(os.path.join(folder, "label.tif")) as file:
        label = file.read(1) == 1
    target = os.path.join(cache, os.path.basename(folder) + ".f32")
    if not os.path.exists(target):
        with open(target + ".json", "w") as about:
            subprocess.run([program, *dates, target], check=True, stdout=about)
    with open(target + ".json") as about:
        about = json.load(about)
    planes = np.fromfile(target, "<f4").reshape(-1, about["height"], about["width"])
    if planes.shape[1:] != label.shape:
        raise SystemExit(f"{folder}: {planes.shape[1:]} is not the grid of the label, {label.shape}")
    return dict(zip(about["evidence"], planes)), label


def logistic(x, y, weight, ridge):
    """Intercept and weights in the units of x."""
    middle, spread = x.mean(0), x.std(0)
    x = np.c_[np.ones(len(x)), (x - middle) / spread]
    penalty = np.diag([1e-6] + [ridge] * (x.shape[1] - 1))
    b = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        b += np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + penalty,
                             x.T @ (weight * (y - p)) - penalty @ b)
    slopes = b[1:] / spread
    return b[0] - slopes @ middle, slopes


def fit_pixels(cities):
    rng = np.random.default_rng(SEED)
    xs, ys, weights = [], [], []
    for planes, label in cities:
        seen = ~np.isnan(planes["magnitude"])
        for value, count in ((True, PER_CITY[0]), (False, PER_CITY[1])):
            places = np.flatnonzero(seen & (label == value))
            places = rng.choice(places, min(len(places), count), replace=False)
            xs.append(np.stack([planes[name].ravel()[places] for name in EVIDENCE], 1))
            ys.append(np.full(len(places), float(value)))
            weights.append(np.full(len(places), 1000 / len(places)))
    return logistic(np.concatenate(xs).astype(float), np.concatenate(ys), np.concatenate(weights), RIDGE)


def log_odds(model, planes):
    odds = model[0] + sum(w * planes[name] for w, name in zip(model[1], EVIDENCE))
    return np.nan_to_num(np.clip(odds, LOWEST, HIGHEST), nan=LOWEST)


def regions(odds, label):
    """Of each region: the logarithm of its evidence, and whether it is real."""
    threshold = np.percentile(odds, PERCENTILE)
    marks, count = ndimage.label(odds > threshold, np.ones((3, 3)))
    every = np.arange(1, count + 1)
    keep = ndimage.sum(marks > 0, marks, every) >= LEAST_PIXELS
    excess = ndimage.sum(odds - threshold, marks, every)[keep]
    return np.log(np.maximum(excess, 1e-3)), (ndimage.mean(label, marks, every)[keep] >= HIT)


def fit_sites(cities):
    xs, ys = [], []
    for i, (planes, label) in enumerate(cities):
        x, y = regions(log_odds(fit_pixels(cities[:i] + cities[i + 1:]), planes), label)
        xs.append(np.stack([x, np.maximum(x - KNEE, 0)], 1))
        ys.append(y.astype(float))
    y = np.concatenate(ys)
    return logistic(np.concatenate(xs), y, np.ones(len(y)), 1.0)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("program")
    a.add_argument("data")
    a.add_argument("out")
    a.add_argument("--but")
    a.add_argument("--cache")
    a = a.parse_args()
    names = [n for n in sorted(os.listdir(os.path.join(a.data, "oscd"))) if n != a.but]
    with tempfile.TemporaryDirectory() as work:
        cities = [evidence(a.program, os.path.join(a.data, "oscd", n), a.cache or work) for n in names]
    intercept, weights = fit_pixels(cities)
    base, slope = fit_sites(cities)
    model = {
        "name": "oscd-1",
        "fitted": "Onera Satellite Change Detection (Daudt 2018; labels CC BY-NC-SA, research only): "
                  + ", ".join(names) + "; by Benchmarks/ranking.py",
        "intercept": round(float(intercept), 4),
        "terms": [{"evidence": n, "weight": round(float(w), 4)} for n, w in zip(EVIDENCE, weights)],
        "percentile": PERCENTILE, "least_pixels": LEAST_PIXELS,
        "sites": {"intercept": round(float(base), 4), "slope": round(float(slope[0]), 4),
                  "knee": KNEE, "further": round(float(slope[1]), 4)},
    }
    with open(a.out, "w") as file:
        json.dump(model, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()

"""Turbidity sampled by tianyan against the laboratory's, over the four Parana campaigns."""
import csv
import subprocess
import sys

import numpy as np

tianyan, parana = sys.argv[1:]


def agreement(*options):
    ours, lab = [], []
    for day in ("2023-05-11", "2023-12-12", "2024-05-20", "2025-09-12"):
        text = subprocess.run(
            [tianyan, "index", "TUR_DOGLIOTTI", f"{parana}/{day}", "--at", f"{parana}/lab.csv", *options],
            check=True, capture_output=True, text=True).stdout
        for row in csv.DictReader(text.splitlines()):
            if row["turbidity_ntu"] and row["TUR_DOGLIOTTI"]:
                ours.append(float(row["TUR_DOGLIOTTI"]))
                lab.append(float(row["turbidity_ntu"]))
    ours, lab = np.array(ours), np.array(lab)
    return len(lab), np.corrcoef(ours, lab)[0, 1], np.median(ours / lab), np.median(abs(ours - lab) / lab)


for name, options in (("swir16 subtracted", []), ("as it is", ["--no-glint-correction"])):
    count, r, ratio, error = agreement(*options)
    print(f"turbidity, {name}: {count} samples, r {r:.3f}, median ratio {ratio:.2f}, median error {error:.0%}")
    if not options:
        assert r >= 0.95 and 0.85 <= ratio <= 1.15 and error <= 0.25

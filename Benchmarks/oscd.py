#!/usr/bin/env python3
"""Prints how good methods of change are on the labelled cities of OSCD and on the pair of Taizhou.

    oscd.py TIANYAN DATA [METHOD...] [--rankings FOLDER]

FOLDER holds CITY.json for every city, a ranking fitted without it (oscd.sh makes them).
METHODS names each with the command that makes its sites and its mask; to add one, add a line.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

# {before} {after} {sites} {mask} {ranking} are filled in; a mask that a method does not make is left out. The
# peers' methods run on the pixels as they are, which suits them best too.
METHODS = {
    "CVA + Otsu": "change {before} {after} --plain --method cva --beta 0 --sites {sites} --mask {mask}",
    "IR-MAD + Otsu": "change {before} {after} --plain --beta 0 --sites {sites} --mask {mask}",
    "CVA + Otsu + Potts": "change {before} {after} --method cva --sites {sites} --mask {mask}",
    "IR-MAD + Otsu + Potts": "change {before} {after} --sites {sites} --mask {mask}",
    "built-up": "change {before} {after} --method built-up --ranking {ranking} --sites {sites} "
                "--mask {mask}",
}


def tianyan(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode:
        print(f"  {' '.join(arguments)}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return done.stdout


def figures(program, label, dates, command, ranking=None):
    """AP, precision of the first 20 and F1; nothing found counts as 0."""
    with tempfile.TemporaryDirectory() as work:
        files = {name: os.path.join(work, name + end)
                 for name, end in (("sites", ".geojson"), ("mask", ".tif"))}
        words = [word.format(before=dates[0], after=dates[1], ranking=ranking, **files)
                 for word in command.split()]
        tianyan(program, *words, "--quiet")

        def judged(name, key):
            if not os.path.exists(files[name]):
                return 0.0
            text = tianyan(program, "evaluate", label, files[name], "--json")
            return json.loads(text)[key] if text else 0.0

        return [judged("sites", "ap"), judged("sites", "p@20"), judged("mask", "f1"),
                judged("mask", "kappa")]


def main():
    program, data, *wanted = sys.argv[1:]
    rankings = None
    if "--rankings" in wanted:
        place = wanted.index("--rankings")
        rankings = wanted[place + 1]
        del wanted[place:place + 2]
    wanted = wanted or [name for name in METHODS if rankings or "{ranking}" not in METHODS[name]]
    print(f"{'method':<24}{'city':<14}{'site AP':>9}{'p@20':>9}{'pixel F1':>10}")
    for name in wanted:
        rows = []
        for city in sorted(glob.glob(os.path.join(data, "oscd", "*", ""))):
            dates = sorted(glob.glob(os.path.join(city, "20*")))
            ranking = rankings and os.path.join(rankings, os.path.basename(city[:-1]) + ".json")
            found = figures(program, os.path.join(city, "label.tif"), dates, METHODS[name], ranking)
            rows.append(found)
            print(f"{name:<24}{os.path.basename(city[:-1]):<14}"
                  f"{found[0]:9.3f}{found[1]:9.3f}{found[2]:10.3f}", flush=True)
        means = [sum(column) / len(rows) for column in zip(*rows)]
        print(f"{name:<24}{'mean':<14}{means[0]:9.3f}{means[1]:9.3f}{means[2]:10.3f}", flush=True)
    taizhou = os.path.join(data, "landsat", "taizhou")
    dates = sorted(glob.glob(os.path.join(taizhou, "20*")))
    for name in wanted:
        if "{ranking}" in METHODS[name]:
            continue     # Taizhou holds counts, and no city's label
        kappa = figures(program, os.path.join(taizhou, "label.tif"), dates, METHODS[name])[3]
        print(f"{name:<24}{'Taizhou':<14}  kappa {kappa:.3f}", flush=True)


if __name__ == "__main__":
    main()

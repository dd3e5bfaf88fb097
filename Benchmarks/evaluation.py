"""Compares the figures of `tianyan evaluate` with those of accuracy.py on the same files.

    evaluation.py TIANYAN ACCURACY.py LABEL RESULT

They must agree to the four decimals that both print.
"""
import json
import subprocess
import sys

tianyan, accuracy, label, result = sys.argv[1:]


def printed(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


mode = "sites" if result.endswith(".geojson") else "pixels"
ours = printed(tianyan, "evaluate", "--json", label, result)
theirs = printed(sys.executable, accuracy, mode, label, result)
differing = {key: (ours.get(key), value) for key, value in theirs.items() if ours.get(key) != value}
if differing:
    sys.exit(f"{label}: evaluate and accuracy.py differ: {differing}")
print(f"{label}: evaluate gives what accuracy.py gives: {theirs}")

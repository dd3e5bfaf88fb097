"""Processes a simulated year in several orders and splits: python year_orders.py TIANYAN YEAR STATES

Each way has a state directory of its own below STATES. All must export the same bytes. Printed are the time of each way
and the most memory (VmHWM) that the run and its child processes took, over the runs of the first way in 60.
"""
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import threading
import time

program, year, states = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
ways = sys.argv[4:] or ["once", "in-order", "reverse", "random"]
scenes = sorted(p for p in (year / "inbox").iterdir() if p.is_dir())
SEED = 6  # of the random order
REPORT_EVERY = 10  # runs


def watch(process, peak):
    """Keeps the high-water mark of the run's own memory, in kB, until it ends."""
    while process.poll() is None:
        try:
            for line in open(f"/proc/{process.pid}/status"):
                if line.startswith("VmHWM"):
                    peak[0] = max(peak[0], int(line.split()[1]))
        except OSError:
            return
        time.sleep(0.02)


def run(state, arrived):
    inbox = state.with_suffix(".txt")
    inbox.write_text("".join(f"{scene}\n" for scene in arrived))
    process = subprocess.Popen(
        [program, "run", "--region", year / "region", "--inbox", inbox, "--state", state, "--settle", "0",
         "--threads", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = [0]
    watcher = threading.Thread(target=watch, args=(process, peak))
    watcher.start()
    errors = process.communicate()[1].decode()
    watcher.join()
    if process.returncode not in (0, 65):
        sys.exit(f"exit {process.returncode}\n{errors}")
    report = json.loads(sorted((state / "runs").iterdir(), key=lambda p: p.stat().st_mtime)[-1].read_text())
    return peak[0] / 1024, report["peakBytes"] / 2**20, report["scenes"]


def export(state):
    """What the catalogue says, in every form that people and programs take, as digests."""
    ask = lambda *more: subprocess.run([program, *more, "--state", state], check=True, capture_output=True).stdout
    sites = {form: ask("sites", "--format", form) for form in ["geojson", "geojsonseq", "csv"]}
    ids = sorted(site["id"] for site in json.loads(sites["geojson"])["features"])
    sites["time lines"] = b"".join(ask("site", id, "--json") for id in ids)
    (state.parent / f"{state.name}.geojson").write_bytes(sites["geojson"])
    ask("audit")
    return {form: hashlib.sha256(text).hexdigest()[:16] for form, text in sites.items()}, len(ids)


def order(way):
    if way == "reverse":
        return scenes[::-1]
    if way == "random":
        return random.Random(SEED).sample(scenes, len(scenes))
    return scenes


exports = {}
for way in ways:
    state = states / way
    start = time.time()
    arriving = order(way)
    steps = [arriving] if way == "once" else [arriving[: n + 1] for n in range(len(arriving))]
    memory = []
    for number, arrived in enumerate(steps):
        memory.append(run(state, arrived))
        if way != "once" and ((number + 1) % REPORT_EVERY == 0 or number + 1 == len(steps)):
            own, child, known = memory[-1]
            print(f"  {way:9} run {number + 1:3}: {known:3} scenes, the run {own:.0f} MiB, its largest child {child:.0f} MiB",
                  flush=True)
    exports[way], count = export(state)
    print(f"{way:9} {len(steps):3} runs, {time.time() - start:6.0f} s, {count} sites, run at most "
          f"{max(m[0] for m in memory):.0f} MiB, a child at most {max(m[1] for m in memory):.0f} MiB, {exports[way]}",
          flush=True)
same = len({json.dumps(e, sort_keys=True) for e in exports.values()}) == 1
print("all exports are identical" if same else "EXPORTS DIFFER")
sys.exit(0 if same else 1)

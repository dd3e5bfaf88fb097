"""`tianyan run` under attack: killed, without room, read by others, started twice. What the next run makes of it
must be what an undisturbed run makes, byte for byte.

    run-kills.py TIANYAN WORK [--region DIR --scenes DIR] [--times 50] [--seed 1] [--only group,parent,...]

TIANYAN is the program, WORK an empty folder. Without --scenes (an inbox of products) and --region it cuts five small
dates out of scenes/yongkang/simulated; the full disk gets three dates of whole ones, whose layers are larger than what
a run tries a disk with. The attacks, each on a state directory of its own:

    group      kill -9 of the whole process group at random moments of the run
    parent     kill -9 of the run alone: its child must be gone at once, and write nothing afterwards
    term       SIGTERM to the group, as systemd sends it, and to the run alone
    disk       a tmpfs that fills up, of several sizes (needs root): exit code 73 or 74, then room is made
    readers    the catalogue open elsewhere during the whole run: a read transaction of sqlite3, ogrinfo -so, QGIS
    together   two runs started together: one does it, the other exits 75

After each the next run has to end with 0, `PRAGMA integrity_check` and `tianyan audit` have to find nothing, and scenes,
candidates, looks, layers, medians, the GeoJSON and the JSON of the sites have to be those of the undisturbed run. Prints
a line an attack with the largest memory of runs and their children, keeps the folders of what went wrong, and fails with 1.
"""
import argparse
import glob
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

WHOLE = 400  # pixels of a simulated scene
PIECE = (20, 180, 128)  # left, top and side of the piece that is cut out of it
GRACE_SECONDS = 1.0  # within which the child of a dead run has to be gone
DISK_SHARES = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97]
ROOM = 8  # times what a state takes, once room is made
LOCKED, FULL = 75, (73, 74)
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that apt installs python3-qgis for

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("tianyan")
options.add_argument("work")
options.add_argument("--region")
options.add_argument("--scenes")
options.add_argument("--times", type=int, default=50)
options.add_argument("--seed", type=int, default=1)
options.add_argument("--only", default="group,parent,term,disk,readers,together")
options = options.parse_args()
program, work = os.path.abspath(options.tianyan), os.path.abspath(options.work)
project = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
chance = random.Random(options.seed)


# MARK: Scenes

class Scenes:
    """An inbox with its region, and what an undisturbed run makes of it."""

    def __init__(self, name, region, inbox):
        self.name, self.region, self.inbox = name, os.path.abspath(region), os.path.abspath(inbox)
        self.state = f"{work}/undisturbed-{name}"
        begun = time.monotonic()
        run = start(self, self.state)
        if run.wait():
            sys.exit(f"the undisturbed run exits {run.returncode}: {said(self.state)}")
        self.seconds = time.monotonic() - begun
        self.facts = facts(self.state)
        if sentences := wrong(self, self.state):
            sys.exit(f"the undisturbed run: {sentences}")
        print(f"undisturbed, {name}: {len(self.facts['scenes'])} scenes, {len(self.facts['candidates'])} candidates, "
              f"{len(self.facts['looks'])} looks, {size(self.state) / 1e6:.1f} MB, {self.seconds:.1f} s", flush=True)


def cut_scenes(name, dates, piece):
    """Dates of a piece: the first of the simulated pair, and in the second half the second, each a little brighter."""
    pair = sorted(glob.glob(f"{project}/scenes/yongkang/simulated/20*"))
    inbox, region = f"{work}/{name}", f"{work}/{name}-region"
    os.makedirs(region)
    for date in range(dates):
        source = pair[2 * date >= dates]
        folder = f"{inbox}/date-{date}"
        os.makedirs(folder)
        for path in sorted(glob.glob(f"{source}/*.tif")):
            width = information(path)["size"][0]
            left, top, side = (pixels * width // WHOLE for pixels in piece)
            brighter = [] if path.endswith("SCL.tif") else ["-scale", "0", "30000", str(date), str(30000 + date)]
            subprocess.run(["gdal_translate", "-q", "-srcwin", *map(str, (left, top, side, side)), *brighter, path,
                            f"{folder}/{os.path.basename(path)}"], check=True)
        with open(f"{source}/scene.yaml") as file:
            text = "".join(f"acquired: 2025-0{1 + date // 4}-{1 + 7 * (date % 4):02}T02:35:31Z\n"
                           if line.startswith("acquired:") else line for line in file)
        with open(f"{folder}/scene.yaml", "w") as file:
            file.write(text)
    ring = information(f"{inbox}/date-0/B04.tif")["wgs84Extent"]["coordinates"]
    with open(f"{region}/boundary.geojson", "w") as file:
        json.dump({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": ring}}, file)
    with open(f"{region}/region.yaml", "w") as file:
        file.write('name: cut\ngrid: {crs: "EPSG:4549", pixel: 10}\nboundary: boundary.geojson\n')
    return Scenes(name, region, inbox)


def information(path):
    return json.loads(subprocess.run(["gdalinfo", "-json", path], capture_output=True, check=True).stdout)


# MARK: Runs

def command(scenes, state):
    return [program, "run", "--region", scenes.region, "--inbox", scenes.inbox, "--state", state, "--settle", "0"]


def start(scenes, state):
    """A run in a session and process group of its own."""
    log = open(f"{state}.log", "ab")
    return subprocess.Popen(command(scenes, state), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)


def said(state):
    with open(f"{state}.log", errors="replace") as file:
        return file.read()


def processes(session):
    """The living processes of a session."""
    found = []
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as file:
                name, rest = file.read().rsplit(")", 1)
        except OSError:
            continue
        fields = rest.split()
        if fields[3] == str(session) and fields[0] not in "ZX":
            found.append(int(name.split()[0]))
    return found


def complete(scenes, state):
    """The run after the attack. One that comes too early, while the dead run's child holds the lock, comes again."""
    for attempt in range(20):
        run = start(scenes, state)
        if (code := run.wait()) != LOCKED:
            return [] if code == 0 else [f"the next run exits {code}: {said(state)[-1500:]}"]
        locked.append(state)
        time.sleep(0.1)
    return ["the lock is held for ever"]


# MARK: What a state directory says

def facts(state):
    """Everything that must not depend on what happened on the way."""
    found = {}
    for form in (["--format", "geojson"], ["--json"]):
        answer = subprocess.run([program, "sites", "--state", state, *form], capture_output=True)
        found[f"sites {form[-1]}"] = answer.stdout if answer.returncode == 0 else answer.stderr
    with sqlite3.connect(f"file:{state}/catalogue.gpkg?mode=ro", uri=True) as catalogue:
        for table, query in {
            "scenes": "SELECT scene, digest, retracted IS NULL FROM scenes",
            "candidates": "SELECT id, record FROM candidates",
            "looks": "SELECT scene, candidate, clear_share, anomalous_share, value FROM looks",
            "members": "SELECT c.id, m.site FROM members m JOIN candidates c ON c.fid = m.candidate",
        }.items():
            found[table] = sorted(catalogue.execute(query).fetchall(), key=repr)
    catalogue.close()
    for folder in ("layers", "baselines"):
        for path in sorted(glob.glob(f"{state}/{folder}/*")):
            with open(path, "rb") as file:
                found[os.path.relpath(path, state)] = hashlib.sha256(file.read()).hexdigest()
    handed = sorted(glob.glob(f"{state}/outbox/*/sites.geojson"))
    with open(handed[-1], "rb") as file:
        found["outbox"] = file.read()
    return found


def wrong(scenes, state):
    """What is not as it should be, a sentence each."""
    sentences = []
    with sqlite3.connect(f"file:{state}/catalogue.gpkg?mode=ro", uri=True) as catalogue:
        answer = catalogue.execute("PRAGMA integrity_check").fetchall()
        if answer != [("ok",)]:
            sentences.append(f"integrity_check says {answer[:3]}")
    catalogue.close()
    audit = subprocess.run([program, "audit", "--state", state], capture_output=True, text=True)
    if audit.returncode:
        sentences.append(f"audit says {audit.stderr[:1000]}")
    have = facts(state)
    sentences += [f"{name} is not that of the undisturbed run" for name in sorted(set(have) | set(scenes.facts))
                  if have.get(name) != scenes.facts.get(name)]
    hidden = [path for path in glob.glob(f"{state}/**/.*", recursive=True)]
    if hidden:
        sentences.append(f"left behind: {hidden}")
    if os.listdir(f"{state}/quarantine"):
        sentences.append(f"in quarantine: {os.listdir(f'{state}/quarantine')}")
    return sentences


def snapshot(state):
    found = {}
    for path in glob.glob(f"{state}/**/*", recursive=True):
        try:
            status = os.lstat(path)
        except OSError:
            continue
        found[path] = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def size(state):
    return sum(os.lstat(path).st_size for path in glob.glob(f"{state}/**/*", recursive=True) if os.path.isfile(path))


def manifests(state):
    for path in sorted(glob.glob(f"{state}/runs/*.json")):
        with open(path) as file:
            yield json.load(file)


# MARK: Attacks

failures, locked, peaks = [], [], {"ownPeakBytes": 0, "peakBytes": 0}


def finish(scenes, name, state, sentences):
    """Checks the state, and removes it where all is well."""
    sentences = sentences or complete(scenes, state)
    if not sentences:
        sentences = wrong(scenes, state)
        for name in peaks:
            peaks[name] = max([peaks[name]] + [manifest.get(name) or 0 for manifest in manifests(state)])
    if sentences:
        failures.append((name, state, sentences))
        return False
    shutil.rmtree(state, ignore_errors=True)
    os.remove(f"{state}.log")
    return True


def group(scenes):
    good = killed = 0
    for number in range(options.times):
        state = f"{work}/group-{number}"
        run = start(scenes, state)
        time.sleep(chance.uniform(0, scenes.seconds))
        os.killpg(run.pid, signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        good += finish(scenes, "group", state, [])
    print(f"group     {good} of {options.times} moments ({killed} before its end): as the undisturbed run")


def parent(scenes):
    good, killed, longest, orphans = 0, 0, 0.0, 0
    for number in range(options.times):
        state = f"{work}/parent-{number}"
        run = start(scenes, state)
        time.sleep(chance.uniform(0, scenes.seconds))
        run.kill()
        killed += run.wait() == -signal.SIGKILL
        died, sentences = time.monotonic(), []
        orphans += bool(processes(run.pid))
        while left := processes(run.pid):
            if time.monotonic() - died > GRACE_SECONDS:
                sentences = [f"children {left} live on"]
                os.killpg(run.pid, signal.SIGKILL)
                break
        longest = max(longest, time.monotonic() - died)
        # Every other time the next run comes at once.
        if number % 2:
            before = snapshot(state)
            time.sleep(0.2)
            if snapshot(state) != before:
                sentences.append("something was written after the children were gone")
        good += finish(scenes, "parent", state, sentences)
    print(f"parent    {good} of {options.times} moments ({killed} before its end): as the undisturbed run; "
          f"{orphans} times a child was still there, gone after {longest * 1000:.0f} ms at most")


def term(scenes):
    good, times = 0, max(4, options.times // 5)
    for number in range(times):
        state = f"{work}/term-{number}"
        run = start(scenes, state)
        time.sleep(chance.uniform(0.1, 0.9) * scenes.seconds)
        if number % 2:
            os.killpg(run.pid, signal.SIGTERM)
        else:
            run.terminate()
        code, sentences = run.wait(), []
        if code not in (-signal.SIGTERM, 0):
            sentences.append(f"SIGTERM makes it exit {code}: {said(state)[-500:]}")
        deadline = time.monotonic() + GRACE_SECONDS
        while processes(run.pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        if left := processes(run.pid):
            sentences.append(f"children {left} live on")
        if hidden := glob.glob(f"{state}/**/.*.part", recursive=True):
            sentences.append(f"half a file is left: {hidden}")
        good += finish(scenes, "term", state, sentences)
    print(f"term      {good} of {times} moments: as the undisturbed run")


def disk(_):
    if os.geteuid():
        return print("disk      skipped: only root may mount a tmpfs")
    scenes = cut_scenes("whole", 3, (0, 0, WHOLE))
    whole, good, codes = size(scenes.state), 0, {}
    for share in DISK_SHARES:
        home = f"{work}/disk-{share}"
        os.makedirs(home)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={max(4096, int(share * whole))}", "tmpfs", home], check=True)
        state, sentences = f"{home}/state", []
        try:
            run = subprocess.run(command(scenes, state), capture_output=True, text=True)
            codes[share] = run.returncode
            if run.returncode not in FULL + (0,):
                sentences.append(f"exits {run.returncode}: {run.stderr[-1500:]}{run.stdout[-500:]}")
            elif run.returncode and "free some space" not in run.stderr:
                sentences.append(f"does not say what to do: {run.stderr[-1500:]}")
            # A second night without room changes nothing.
            again = subprocess.run(command(scenes, state), capture_output=True, text=True)
            if again.returncode not in FULL + (0,):
                sentences.append(f"then exits {again.returncode}: {again.stderr[-1500:]}")
            subprocess.run(["mount", "-o", f"remount,size={ROOM * whole}", home], check=True)
            after = subprocess.run(command(scenes, state), capture_output=True, text=True)
            if after.returncode:
                sentences.append(f"with room exits {after.returncode}: {after.stderr[-1500:]}")
            sentences += wrong(scenes, state)
        finally:
            if sentences:
                failures.append(("disk", home, sentences))
                shutil.copytree(home, f"{home}-kept", symlinks=True)
            subprocess.run(["umount", home], check=True)
        good += not sentences
    print(f"disk      {good} of {len(DISK_SHARES)} sizes: as the undisturbed run once there is room; exit codes without it "
          + ", ".join(f"{code} at {share:.0%}" for share, code in codes.items()))


QGIS = """
import sys, time
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
opened = 0
while True:
    layer = QgsVectorLayer(sys.argv[1] + "|layername=sites", "sites", "ogr")
    if not layer.isValid():
        sys.exit(3)
    count = sum(1 for feature in layer.getFeatures())
    opened += 1
    print(opened, count, flush=True)
    time.sleep(0.2)
"""


def readers(scenes):
    """Everything that may read looks on while a run goes through all scenes; a first one has made the file."""
    state = f"{work}/readers"
    os.makedirs(f"{work}/first")
    earliest = sorted(os.listdir(scenes.inbox))[0]
    os.symlink(f"{scenes.inbox}/{earliest}", f"{work}/first/{earliest}")
    first = subprocess.run([program, "run", "--region", scenes.region, "--inbox", f"{work}/first", "--state", state,
                            "--settle", "0"], capture_output=True, text=True)
    if first.returncode:
        failures.append(("readers", state, [first.stderr]))
        return
    path, sentences = f"{state}/catalogue.gpkg", []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None) as reader:
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM scenes").fetchone()
        has_qgis = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True).returncode == 0
        qgis = has_qgis and subprocess.Popen([SYSTEM_PYTHON, "-c", QGIS, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                             env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, text=True)
        if qgis:
            qgis.stdout.readline()
        run, opened = start(scenes, state), 0
        while run.poll() is None:
            info = subprocess.run(["ogrinfo", "-so", path, "sites"], capture_output=True, text=True)
            if info.returncode or info.stderr or "Feature Count" not in info.stdout:
                sentences.append(f"ogrinfo says {info.stderr}")
            opened += 1
        if reader.execute("SELECT count(*) FROM scenes").fetchone() != seen:
            sentences.append("a read transaction saw the run's changes")
        reader.execute("COMMIT")
    reader.close()
    if run.returncode:
        sentences.append(f"the run exits {run.returncode}: {said(state)[-1500:]}")
    looked = "it is not there"
    if qgis:
        if qgis.poll() is not None:
            sentences.append(f"QGIS ended: {qgis.stderr.read()[-500:]}")
        qgis.terminate()
        looked = f"{qgis.communicate()[0].count(chr(10)) + 1} times"
    if finish(scenes, "readers", state, sentences):
        print(f"readers   as the undisturbed run; a read transaction was open, ogrinfo looked {opened} times, QGIS: {looked}")


def together(scenes):
    good, times = 0, max(3, options.times // 10)
    for number in range(times):
        state = f"{work}/together-{number}"
        runs = [start(scenes, state), start(scenes, state)]
        codes, sentences = sorted(run.wait() for run in runs), []
        if codes != [0, LOCKED]:
            sentences.append(f"they exit {codes}: {said(state)[-1000:]}")
        good += finish(scenes, "together", state, sentences)
    print(f"together  {good} of {times}: one does it, the other exits 75")


# MARK: All of it

os.makedirs(work, exist_ok=True)
scenes = (Scenes("given", options.region, options.scenes) if options.scenes else cut_scenes("small", 5, PIECE))
for attack in options.only.split(","):
    {"group": group, "parent": parent, "term": term, "disk": disk, "readers": readers, "together": together}[attack](scenes)
    sys.stdout.flush()
if locked:
    print(f"{len(locked)} times the next run came while a dead one's child still held the lock, exited 75 and came again")
print(f"memory: {peaks['ownPeakBytes'] / 1e6:.0f} MB at most in a run, {peaks['peakBytes'] / 1e6:.0f} MB in a child of one")
for name, state, sentences in failures:
    print(f"WRONG {name} ({state}): {sentences}")
sys.exit(1 if failures else 0)

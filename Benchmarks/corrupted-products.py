"""A thousand corrupted products, each given to `tianyan run` in an inbox of its own.

    corrupted-products.py TIANYAN PRODUCTS WORK [COUNT] [SEED]

TIANYAN is the program, PRODUCTS a folder of intact samples (../shared/data/products), WORK an empty folder.
Every run has to end within its limit with 0 or 65; with 65 the product has to stand in quarantine with a
reason; and no file outside the state directory may have been touched. Prints what became of them by sort of
corruption, and fails with 1 where anything else happened. What was used is laid beside the layer of the intact sample:
"used, the same pixels" means that what was spoilt did not matter, "used, other pixels" that it went unnoticed.
"""
import concurrent.futures
import glob
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import time
import warnings
import zipfile
from collections import Counter

program, products, work = (os.path.abspath(name) for name in sys.argv[1:4])
count = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1

SCENE_SECONDS = 60  # what one child may take; two attempts at two tasks each, and some more
LIMIT_SECONDS = 4 * SCENE_SECONDS + 30
REGION_PIXELS = 60  # the side of the region that is cut out of each sample
BOMB_BYTES = 1 << 30
warnings.filterwarnings("ignore", "Duplicate name")  # two entries of one name are what an attacker makes


def run(*arguments, **options):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, **options)


def samples():
    """Intact products that tianyan understands, each with a region in the middle of it."""
    found = []
    folders = sorted({os.path.dirname(f) for pattern in ("MTD_MSIL*.xml", "S2*_MTD_SAF*.xml", "*_MTL.txt")
                      for f in glob.glob(f"{products}/**/{pattern}", recursive=True)})
    for number, folder in enumerate(folders):
        answer = run("info", folder, "--json")
        if answer.returncode:
            continue
        info = json.loads(answer.stdout)
        grid = info["grid"]
        side = min(REGION_PIXELS, grid["width"], grid["height"])
        lon = [p[0] for p in info["footprint"]]
        lat = [p[1] for p in info["footprint"]]
        x, y = (min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2
        step = abs(grid["pixel_x"]) * side / 2 / 111_000
        ring = [[x - step, y - step], [x + step, y - step], [x + step, y + step], [x - step, y + step], [x - step, y - step]]
        region = f"{work}/region-{number}"
        os.makedirs(region)
        with open(f"{region}/boundary.geojson", "w") as file:
            json.dump({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}, file)
        with open(f"{region}/region.yaml", "w") as file:
            file.write(f'name: sample-{number}\ngrid: {{crs: "{grid["crs"]}", pixel: {abs(grid["pixel_x"])}}}\n'
                       "boundary: boundary.geojson\n")
        found.append((folder, region))
    return found


def take(region, inbox, state, **options):
    """A run over an inbox that takes whatever is there."""
    return run("run", "--region", region, "--inbox", inbox, "--state", state, "--settle", 0, "--patience", 0,
               "--threads", 1, "--time-limit", SCENE_SECONDS, "--json", **options)


def pixels(state):
    """Checksums of the bands of the layers in a state directory."""
    sums = []
    for layer in sorted(glob.glob(f"{state}/layers/*.tif")):
        info = subprocess.run(["gdalinfo", "-json", "-checksum", layer], capture_output=True, check=True).stdout
        sums.append([band["checksum"] for band in json.loads(info)["bands"]])
    return sums


def intact_pixels(number, sample, region):
    home = f"{work}/intact-{number}"
    os.makedirs(f"{home}/inbox")
    os.symlink(sample, f"{home}/inbox/{os.path.basename(sample)}")
    answer = take(region, f"{home}/inbox", f"{home}/state")
    return pixels(f"{home}/state") if answer.returncode == 0 else answer.stderr


def files_of(folder, pattern=r".*"):
    return sorted(f for f in glob.glob(f"{folder}/**/*", recursive=True)
                  if os.path.isfile(f) and not os.path.islink(f) and re.fullmatch(pattern, f, re.IGNORECASE))


def edit(path, change):
    with open(path, "rb") as file:
        data = bytearray(file.read())
    with open(path, "wb") as file:
        file.write(change(data))


IMAGES = r".*\.(jp2|tiff?|img)"
TEXTS = r".*\.(xml|txt|json|safe)"


def bit_flips(chance, folder):
    def change(data):
        for _ in range(chance.choice([1, 8, 64])):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return data
    edit(chance.choice(files_of(folder)), change)


def truncation(chance, folder):
    edit(chance.choice(files_of(folder)), lambda data: data[:chance.randrange(max(1, len(data)))])


def swapped_files(chance, folder):
    a, b = chance.sample(files_of(folder), 2)
    os.rename(a, a + ".swap")
    os.rename(b, a)
    os.rename(a + ".swap", b)


def junk(chance, folder):
    edit(chance.choice(files_of(folder)), lambda data: chance.randbytes(min(len(data), 1 << 16)))


def absurd_header(chance, folder):
    """Sizes in the headers of images: tags 256 and 257 of a TIFF, the IHDR and SIZ of a JPEG 2000."""
    def change(data):
        huge = chance.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF, 1 << 20])
        if data[:2] == b"II":
            start = int.from_bytes(data[4:8], "little")
            for entry in range(int.from_bytes(data[start:start + 2], "little")):
                at = start + 2 + 12 * entry
                if int.from_bytes(data[at:at + 2], "little") in chance.choice([(256,), (257,), (256, 257), (322, 323), (277,)]):
                    data[at + 2:at + 12] = (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + huge.to_bytes(4, "little")
        else:
            for name in (b"ihdr", b"\xff\x51"):
                at = data.find(name)
                if at >= 0:
                    at += 4 + 4 * chance.randrange(4)
                    data[at:at + 4] = huge.to_bytes(4, "big")
        return data
    edit(chance.choice(files_of(folder, IMAGES)), change)


def absurd_numbers(chance, folder):
    """One to three numbers of the metadata become what no product has."""
    def change(data):
        numbers = list(re.finditer(rb"(?<=[>= \t])-?\d+(\.\d+)?(?=[<\s\"])", data))
        for match in chance.sample(numbers, min(len(numbers), chance.randrange(1, 4))):
            value = chance.choice([b"-1", b"0", b"1e308", b"1e999", b"NaN", b"99999999999999999999999", b"9223372036854775807", b""])
            keep = len(match.group())
            data[match.start():match.end()] = value[:keep].ljust(keep) if chance.random() < 0.9 else value
        return data
    texts = files_of(folder, TEXTS)
    edit(chance.choice(texts), change)


def entity_bomb(chance, folder):
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 11)]
    bomb = ("<?xml version='1.0'?><!DOCTYPE x [" + "".join(lines) + "]>").encode()
    def change(data):
        body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", bytes(data))
        return bomb + body.replace(b"</", b"&a10;</", 1)
    edit(chance.choice(files_of(folder, r".*\.(xml|safe)") or files_of(folder, TEXTS)), change)


def missing_file(chance, folder):
    path = chance.choice(files_of(folder))
    os.remove(path)
    if chance.random() < 0.3:
        os.mkdir(path)
    elif chance.random() < 0.3:
        open(path, "w").close()


def link_outside(chance, folder):
    path = chance.choice(files_of(folder))
    os.remove(path)
    os.symlink(chance.choice(["/etc/passwd", "/dev/zero", "../../../canary", path, "/proc/self/mem"]), path)


def archive(chance, folder, extra):
    """The product as an archive in place of its folder, with something added."""
    names = [(f, os.path.relpath(f, os.path.dirname(folder))) for f in files_of(folder)]
    kind = chance.choice(["zip", "tar", "tar.gz"])
    path = f"{folder}.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
            for source, name in names:
                file.write(source, name)
            extra(lambda name, data, level: file.writestr(zipfile.ZipInfo(name), data, level and zipfile.ZIP_DEFLATED))
    else:
        with tarfile.open(path, "w:gz" if kind == "tar.gz" else "w", compresslevel=1) if kind == "tar.gz" else tarfile.open(path, "w") as file:
            def add(name, data, level):
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                file.addfile(entry, io.BytesIO(data))
            for source, name in names:
                file.add(source, name)
            extra(add)
    shutil.rmtree(folder)
    return path


def paths_that_lead_out(chance, folder):
    def extra(add):
        for name in chance.sample(["../../../evil", "/tmp/tianyan-evil", "a/../../../../evil.xml", "..", "MTD_MSIL2A.xml/../../evil"], 3):
            add(name, b"evil", False)
    archive(chance, folder, extra)


def zip_bomb(chance, folder):
    target = os.path.relpath(chance.choice(files_of(folder)), os.path.dirname(folder))
    archive(chance, folder, lambda add: add(chance.choice([target, target + ".xml", "GRANULE/bomb.jp2"]), bytes(BOMB_BYTES // chance.choice([1, 16])), True))


def broken_archive(chance, folder):
    path = archive(chance, folder, lambda add: None)
    chance.choice([lambda: edit(path, lambda data: data[:chance.randrange(len(data))]),
                   lambda: edit(path, lambda data: data[chance.randrange(1, 5000):]),
                   lambda: bit_flips_in(chance, path)])()


def bit_flips_in(chance, path):
    def change(data):
        for _ in range(200):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return data
    edit(path, change)


SORTS = [bit_flips, bit_flips, truncation, truncation, swapped_files, junk, absurd_header, absurd_header, absurd_numbers,
         absurd_numbers, entity_bomb, missing_file, link_outside, paths_that_lead_out, broken_archive]


def snapshot(folder):
    found = []
    for home, folders, names in os.walk(folder):
        for name in sorted(folders + names):
            path = os.path.join(home, name)
            status = os.lstat(path)
            found.append((os.path.relpath(path, folder), status.st_mode, status.st_size if os.path.isfile(path) else 0, status.st_mtime_ns))
    return sorted(found)


def attempt(number, sample, region, untouched):
    chance = random.Random(f"{seed} {number}")
    # One bomb in fifty: making it takes longer than anything else here.
    sort = zip_bomb if number % 50 == 49 else SORTS[number % len(SORTS)]
    home = f"{work}/{number}"
    inbox, state = f"{home}/inbox", f"{home}/state"
    os.makedirs(inbox)
    os.makedirs(f"{home}/cwd")
    open(f"{home}/canary", "w").close()
    target = f"{inbox}/{os.path.basename(sample)}"
    shutil.copytree(sample, target, symlinks=True)
    try:
        sort(chance, target)
    except (IndexError, ValueError):
        sort = bit_flips  # a sample without what was to be spoilt
        sort(chance, target)
    before = snapshot(home)
    begun = time.time()
    answer = take(region, inbox, state, cwd=f"{home}/cwd", timeout=LIMIT_SECONDS)
    seconds = time.time() - begun
    wrong = []
    after = [entry for entry in snapshot(home) if entry[0].split("/")[0] != "state"]
    if after != before:
        wrong.append(f"touched {set(after) ^ set(before)}")
    if os.path.exists("/tmp/tianyan-evil"):
        wrong.append("wrote where an archive told it to")
    outcome = "broken"
    if answer.returncode in (0, 65):
        report = json.loads(answer.stdout)
        lines = [len(report[key]) for key in ("recorded", "quarantined", "setAside")]
        outcome = "used" if lines[0] else "quarantined" if lines[1] else "set aside" if lines[2] else "lost"
        if outcome == "used":
            outcome += ", the same pixels" if pixels(state) == untouched else ", other pixels"
        if (answer.returncode == 65) != bool(lines[1]) or outcome == "lost":
            wrong.append(f"exit code {answer.returncode} with {report}")
        if any(not line["reason"] for line in report["quarantined"]):
            wrong.append("no reason")
        crashed = [line["reason"] for line in report["quarantined"] if "signal" in line["reason"] or "not done" in line["reason"]]
        if crashed:
            outcome = "quarantined after a crash"
    else:
        wrong.append(f"exit code {answer.returncode}: {answer.stderr[-500:]}")
    if not wrong and "other pixels" not in outcome:
        shutil.rmtree(home)
    return sort.__name__, outcome, seconds, wrong, crashed if answer.returncode in (0, 65) else []


os.makedirs(work, exist_ok=True)
intact = [(sample, region, intact_pixels(number, sample, region)) for number, (sample, region) in enumerate(samples())]
print(f"{len(intact)} samples, {count} corrupted products, seed {seed}")
table, slowest, failures, crashes = Counter(), 0.0, [], []
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    jobs = {pool.submit(attempt, n, *intact[n % len(intact)]): n for n in range(count)}
    for job in concurrent.futures.as_completed(jobs):
        number = jobs[job]
        try:
            sort, outcome, seconds, wrong, crashed = job.result()
        except subprocess.TimeoutExpired:
            sort, outcome, seconds, wrong, crashed = "?", "hung", LIMIT_SECONDS, ["it hung"], []
        table[sort, outcome] += 1
        slowest = max(slowest, seconds)
        crashes += [(number, reason) for reason in crashed]
        if wrong:
            failures.append((number, sort, wrong))
for (sort, outcome), number in sorted(table.items()):
    print(f"{sort:22} {outcome:28} {number:5}")
print(f"slowest {slowest:.1f} s")
for number, reason in crashes:
    print(f"child ended in {number}: {reason}")
for number, sort, wrong in failures:
    print(f"WRONG {number} ({sort}): {wrong}")
sys.exit(1 if failures else 0)

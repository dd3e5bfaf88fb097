"""What a folder of evidence costs after the first, and whether memory stays flat.

    evidence.py TIANYAN RESULT BEFORE AFTER OUT

makes 1, 201 and 2 001 folders of the same result and compares: seconds of processor time a folder
after the first, and the largest memory of each run. Then it has the folders checked, by the program
and by sha256sum.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time

tianyan, result, before, after, out = sys.argv[1:]
limit = 0.060  # seconds a folder


def make(count):
    shutil.rmtree(out, ignore_errors=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [tianyan, "evidence", result, "--before", before, "--after", after, "--top", str(count),
         "--quiet", "-o", out])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    seconds = time.perf_counter() - start
    processor = usage.ru_utime + usage.ru_stime
    print(f"{count:5} folders: {seconds:7.2f} s, processor {processor:7.2f} s, "
          f"memory {usage.ru_maxrss / 1024:.0f} MiB")
    return processor, seconds, usage.ru_maxrss


sites = len(json.load(open(result))["features"])
counts = [count for count in (1, 201, 2001) if count <= sites]
print(f"{sites} sites in {result}")
runs = [make(count) for count in counts]
each = (runs[-1][0] - runs[0][0]) / (counts[-1] - 1)
wall = (runs[-1][1] - runs[0][1]) / (counts[-1] - 1)
growth = runs[-1][2] / runs[1][2]
print(f"a folder after the first: {each * 1000:.1f} ms of one core, {wall * 1000:.1f} ms on the clock")
print(f"memory from {counts[1]} to {counts[-1]} folders: x {growth:.2f}")
files = [os.path.join(folder, name) for folder, _, names in os.walk(out) for name in names]
print(f"{sum(map(os.path.getsize, files)) / counts[-1] / 1024:.0f} KiB a folder")
start = time.perf_counter()
subprocess.run([tianyan, "evidence", "--verify", out, "--quiet"], check=True)
print(f"all folders verified in {time.perf_counter() - start:.2f} s")
some = sorted(os.listdir(out))[0]
subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"],
               cwd=os.path.join(out, some), check=True)
print("sha256sum agrees")
sys.exit(each > limit or growth > 1.2)

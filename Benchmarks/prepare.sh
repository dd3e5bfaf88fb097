#!/bin/sh
# A layer of the county out of a simulated Sentinel-2 product of full size: time and memory of `tianyan prepare`
# beside decoding the windows that it needs, by GDAL on as many threads. Wants ../shared and PyPI, and 1 GB in
# TIANYAN_BENCH. With other work on the machine compare the CPU seconds.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if [ ! -d ../shared/data/oscd/cupertino ]; then
  echo "skipped: ../shared is not there"
  exit 0
fi
if ! python_with rasterio numpy; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
swift build -c release --product tianyan
work=${TIANYAN_BENCH:-${TMPDIR:-/tmp}/tianyan-safe}
product="$work/S2B_MSIL2A_20240501T023539_N0509_R089_T51RTN_20240501T050000.SAFE"
[ -f "$product/MTD_MSIL2A.xml" ] || "$PYTHON" Benchmarks/safe.py --work "$work"

# Wall and CPU seconds and peak memory in MiB of a command.
measure() {
  "$PYTHON" - "$@" <<'PYTHON'
import os, subprocess, sys, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(f"{time.monotonic() - start:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss / 1024:.0f}")
sys.exit(os.waitstatus_to_exitcode(status))
PYTHON
}

prepare=".build/release/tianyan prepare $product --region scenes/yongkang --quiet -o $work/layer.tif"
$prepare
images=$(find "$product" -name '*.jp2')
for round in 1 2 3; do
  floor=$(measure "$PYTHON" Benchmarks/floor.py "$work/layer.tif" $images)
  ours=$(measure $prepare)
  echo "$floor $ours" | awk '{ printf "decoding %.1f s (CPU %.1f), prepare %.1f s (CPU %.1f, peak %d MiB): %.2f x, CPU %.2f x\n",
    $1, $2, $4, $5, $6, $4 / $1, $5 / $2 }'
done

#!/bin/sh
# Median and scale of a stack in memory beside numpy's nanmedian and nrt's OLS fit, which must come out at least
# 5 and 20 times as slow, and the same numbers as numpy's. Then, where ../shared is there, the baseline of 24 layers
# of the county beside decoding their bands, and its peak memory. Wants PyPI, and 4 GB in TIANYAN_BENCH.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if ! python_with nrt numpy rasterio; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
swift build -c release --product kernel-benchmarks
"$PYTHON" Benchmarks/baseline.py .build/release/kernel-benchmarks

if [ ! -d ../shared/data/oscd/cupertino ]; then
  echo "skipped: ../shared is not there"
  exit 0
fi
swift build -c release --product tianyan
work=${TIANYAN_BENCH:-${TMPDIR:-/tmp}/tianyan-safe}
product="$work/S2B_MSIL2A_20240501T023539_N0509_R089_T51RTN_20240501T050000.SAFE"
[ -f "$product/MTD_MSIL2A.xml" ] || "$PYTHON" Benchmarks/safe.py --work "$work"
if [ ! -d "$work/layers" ]; then
  .build/release/tianyan prepare "$product" --region scenes/yongkang --quiet \
    --bands blue,green,red,nir,swir16,swir22 -o "$work/six.tif"
  mkdir -p "$work/layers"
  "$PYTHON" Benchmarks/layers.py make "$work/six.tif" "$work/layers" 24
fi
for round in 1 2 3; do
  floor=$("$PYTHON" Benchmarks/layers.py read green,red,nir,swir16,mask_reasons "$work"/layers/*.tif)
  "$PYTHON" - "$floor" .build/release/tianyan baseline --region scenes/yongkang --season 183 --quiet \
    --index NDVI,MNDWI -o "$work/baseline.tif" "$work"/layers/*.tif <<'PYTHON'
import os, subprocess, sys, time
floor, start = float(sys.argv[1]), time.monotonic()
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
taken = time.monotonic() - start
print(f"reading {floor:.1f} s, baseline {taken:.1f} s (CPU {used.ru_utime + used.ru_stime:.1f}): "
      f"{taken / floor:.2f} x, peak {used.ru_maxrss / 1024:.0f} MiB")
sys.exit(os.waitstatus_to_exitcode(status))
PYTHON
done

#!/bin/sh
# IR-MAD to convergence beside Orfeo ToolBox's single-pass MAD, on the same four bands of 5490 x 5490 in
# one run: reading, fitting and writing the map. Installs otb-bin where apt allows it.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/python.sh

if [ ! -d ../shared/data/oscd/beihai ]; then
  echo "skipped: ../shared/data is not there"
  exit 0
fi
otb=otbcli_MultivariateAlterationDetector
if ! command -v $otb >/dev/null 2>&1; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends otb-bin \
    >/dev/null 2>&1 || true
fi
if ! command -v $otb >/dev/null 2>&1; then
  echo "skipped: Orfeo ToolBox is not there and could not be installed (apt-get install otb-bin)"
  exit 0
fi
if ! python_with rasterio numpy; then
  echo "skipped: PyPI is not reached"
  exit 0
fi
swift build -c release --product tianyan
work=${TIANYAN_BENCH:-${TMPDIR:-/tmp}/tianyan-irmad}
[ -f "$work/after/scene.yaml" ] || "$PYTHON" Benchmarks/irmad.py make ../shared "$work"
"$PYTHON" Benchmarks/irmad.py race "$work" "$PWD/.build/release/tianyan" "${1:-3}"

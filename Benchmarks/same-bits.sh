#!/bin/sh
# Checks that the build for AVX2 and FMA gives the same bits as the default one: every instruction,
# every way of loading samples and every index, on random numbers.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/spectral-sources.sh

if [ "$(uname -m)" != x86_64 ]; then
  echo "skipped: AVX2 is for x86-64, and this is $(uname -m)"
  exit 0
fi
if ! grep -qw avx2 /proc/cpuinfo || ! grep -qw fma /proc/cpuinfo; then
  echo "skipped: this processor has no AVX2 and FMA"
  exit 0
fi

# build_and_run NAME [FLAG...]
build_and_run() {
  work=.build/same-bits/$1
  shift
  mkdir -p "$work"
  spectral_sources "$work" -O "$@"
  # shellcheck disable=SC2086 # the lists are to be split
  swiftc -O "$@" $SPECTRAL_FLAGS -module-name SameBits -o "$work/same-bits" $SPECTRAL_SOURCES \
    Benchmarks/SameBits/SameBits.swift
  "$work/same-bits" >"$work/digests"
}

build_and_run default
build_and_run avx2 -Xcc -mavx2 -Xcc -mfma
diff .build/same-bits/default/digests .build/same-bits/avx2/digests
echo "the same bits: $(wc -l <.build/same-bits/default/digests) digests"

#!/bin/sh
# Looks for input that traps the expression parser or the catalogue readers, with libFuzzer:
# Benchmarks/fuzz.sh [seconds for each, 60 unless told]
#
# What is found stays in .build/fuzz, with the input that did it; the exit code says so too.
set -eu
cd "$(dirname "$0")/.."
. Benchmarks/spectral-sources.sh

seconds=${1:-60}
# Swift marks bits of its pointers, so that what globals own looks leaked.
export ASAN_OPTIONS=detect_leaks=0
work=.build/fuzz
mkdir -p "$work/expressions" "$work/catalogues"
spectral_sources "$work" -O -g -sanitize=fuzzer,address

# Seeds: each formula of the catalogue, a condition, and catalogues of both formats.
sed -n 's/^ *"formula": "\(.*\)",*$/\1/p' Sources/Spectral/indices.json | {
  number=0
  while IFS= read -r formula; do
    number=$((number + 1))
    printf '%s' "$formula" >"$work/expressions/formula-$number"
  done
}
printf 'not (before.MNDWI > 0 and change.NDVI <= -0.2) or 0 < z(after.FAI) != distance(green, red) ** 2' \
  >"$work/expressions/condition"
# The first entry of ours, closed after it.
sed '/^  },*$/{s//  }]/;q;}' Sources/Spectral/indices.json >"$work/catalogues/ours"
cat >"$work/catalogues/public" <<'END'
{"SpectralIndices": {
  "NDVI": {"application_domain": "vegetation", "bands": ["N", "R"], "formula": "(N - R)/(N + R)",
    "long_name": "Normalized Difference Vegetation Index", "reference": null},
  "kNDVI": {"application_domain": "kernel", "bands": ["kNN", "kNR"],
    "formula": "(kNN - kNR)/(kNN + kNR)", "long_name": "Kernel NDVI", "reference": "doi"},
  "VVVHR": {"application_domain": "radar", "bands": ["VV", "VH"], "formula": "VV/VH",
    "long_name": "Ratio", "reference": "doi"}}}
END

for fuzzer in Expression Catalogue; do
  # shellcheck disable=SC2086 # the lists are to be split
  swiftc -O -g -sanitize=fuzzer,address $SPECTRAL_FLAGS -module-name Fuzzing -o "$work/$fuzzer" \
    $SPECTRAL_SOURCES "Benchmarks/Fuzzing/${fuzzer}Fuzzer.swift"
done
"$work/Expression" "$work/expressions" -max_total_time="$seconds" -max_len=600 -timeout=10 \
  -rss_limit_mb=2048 -artifact_prefix="$work/expression-" -print_final_stats=1 -detect_leaks=0 \
  -verbosity=0
"$work/Catalogue" "$work/catalogues" -max_total_time="$seconds" -max_len=4000 -timeout=10 \
  -rss_limit_mb=2048 -artifact_prefix="$work/catalogue-" -print_final_stats=1 -detect_leaks=0 \
  -verbosity=0
echo "fuzzed for $seconds s each: nothing found"

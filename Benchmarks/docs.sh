#!/bin/sh
# The documentation of every module as a web site in docs-build, by the toolchain's DocC.
set -eu
cd "$(dirname "$0")/.."
swift build
rm -rf docs-build
mkdir -p docs-build/symbols
swift package dump-symbol-graph --minimum-access-level public >/dev/null
graphs=$(find .build/ -type d -name symbolgraph | head -n 1)
for module in RasterGrid PixelKernels Eigenproblem Spectral Sites GeoFiles Scenes SceneAnalysis Delivery; do
  mkdir -p "docs-build/symbols/$module"
  cp "$graphs/$module.symbols.json" "docs-build/symbols/$module/"
  docc=$(command -v docc || echo "$(dirname "$(command -v swift)")/docc")
  "$docc" convert --additional-symbol-graph-dir "docs-build/symbols/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "tianyan.$module" \
    --transform-for-static-hosting --hosting-base-path "$module" --output-path "docs-build/$module"
done
rm -rf docs-build/symbols
echo "serve them with: python3 -m http.server -d docs-build"
echo "and open http://localhost:8000/GeoFiles/documentation/geofiles/ (and so for each module)"

# For sourcing, from the top folder: compiles Spectral without a package, for tools that need flags
# of their own and see its insides.

# spectral_sources FOLDER [FLAG...]: makes PixelKernels in FOLDER, and the file that stands in for
# the embedded index catalogue. Then $SPECTRAL_SOURCES and $SPECTRAL_FLAGS compile Spectral.
spectral_sources() {
  folder=$1
  shift
  swiftc "$@" -swift-version 6 -parse-as-library -wmo -emit-module -emit-object \
    -module-name PixelKernels -emit-module-path "$folder/PixelKernels.swiftmodule" \
    -o "$folder/PixelKernels.o" Sources/PixelKernels/*.swift
  {
    printf 'struct PackageResources {\n  static let indices_json = [UInt8](###"""\n'
    cat Sources/Spectral/indices.json
    printf '"""###.utf8)\n}\n'
  } >"$folder/PackageResources.swift"
  SPECTRAL_SOURCES="$(echo Sources/Spectral/*.swift) $folder/PackageResources.swift"
  SPECTRAL_FLAGS="-swift-version 6 -parse-as-library -wmo -I $folder $folder/PixelKernels.o"
}

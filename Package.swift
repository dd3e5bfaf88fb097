// swift-tools-version: 6.2
import PackageDescription

// Arrows between targets point one way; README.md draws them. Only GeoFiles and Eigenproblem see C.
let package = Package(
  name: "tianyan",
  products: [
    .executable(name: "tianyan", targets: ["tianyan"]),
    .executable(name: "scene-simulator", targets: ["SceneSimulator"]),
    .executable(name: "kernel-benchmarks", targets: ["KernelBenchmarks"]),
    .executable(name: "cloud-maps", targets: ["CloudMaps"]),
    .executable(name: "ranking-evidence", targets: ["RankingEvidence"]),
    .executable(name: "catalogue-benchmark", targets: ["CatalogueBenchmark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // Pure Swift: these build and test without GDAL.
    .target(name: "RasterGrid"),
    .target(name: "PixelKernels"),
    .target(
      name: "Spectral", dependencies: ["PixelKernels"],
      resources: [.embedInCode("indices.json")]),
    .target(
      name: "Sites",
      dependencies: ["RasterGrid", .product(name: "Crypto", package: "swift-crypto")]),

    // The wall to C.
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(
      name: "GeoFiles", dependencies: ["CGDAL", "CPNG", "CSQLite", "PixelKernels", "RasterGrid"]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .target(name: "Eigenproblem", dependencies: ["CLAPACK"]),

    .target(
      name: "Scenes",
      dependencies: [
        "GeoFiles", "RasterGrid", "Spectral", "PixelKernels", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Gaofen/gaofen-calibration.yaml")]),
    .target(
      name: "SceneAnalysis",
      dependencies: [
        "Scenes", "GeoFiles", "Sites", "Spectral", "PixelKernels", "Eigenproblem", "RasterGrid",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("rules.yaml"), .embedInCode("Ranking/built-up.json")]),
    .target(
      name: "SiteCatalogue",
      dependencies: [
        "Scenes", "GeoFiles", "Sites", "RasterGrid",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Delivery",
      dependencies: [
        "SceneAnalysis", "Scenes", "GeoFiles", "Sites", "Spectral", "RasterGrid",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("Report/report.mustache"), .embedInCode("Report/report.css"),
        .embedInCode("Report/report.js"),
      ]),
    .target(
      name: "ScheduledRun",
      dependencies: [
        "SiteCatalogue", "SceneAnalysis", "Scenes", "GeoFiles", "Sites", "Spectral", "RasterGrid",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .executableTarget(
      name: "tianyan",
      dependencies: [
        "ScheduledRun", "SceneAnalysis", "SiteCatalogue", "Delivery", "Scenes", "GeoFiles", "Sites",
        "Spectral", "RasterGrid",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "SceneSimulator",
      dependencies: [
        "GeoFiles", "RasterGrid", "Sites",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "KernelBenchmarks", dependencies: ["PixelKernels", "Spectral"],
      path: "Benchmarks/KernelBenchmarks"),

    .executableTarget(
      name: "CloudMaps",
      dependencies: [
        "SceneAnalysis", "Scenes", "GeoFiles", "Spectral", "RasterGrid",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/CloudMaps"),

    .executableTarget(
      name: "RankingEvidence",
      dependencies: [
        "SceneAnalysis", "Scenes", "GeoFiles", "RasterGrid",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/RankingEvidence"),

    .executableTarget(
      name: "CatalogueBenchmark", dependencies: ["SiteCatalogue", "Sites", "GeoFiles"],
      path: "Benchmarks/CatalogueBenchmark"),

    // Tests mirror the modules; SceneBuilding and, without GDAL, SeededRandomness are what they share.
    .target(name: "SeededRandomness", path: "Tests/SeededRandomness"),
    .target(
      name: "SceneBuilding", dependencies: ["GeoFiles", "RasterGrid"], path: "Tests/SceneBuilding"),
    .testTarget(name: "RasterGridTests", dependencies: ["RasterGrid", "SeededRandomness"]),
    .testTarget(name: "PixelKernelsTests", dependencies: ["PixelKernels", "SeededRandomness"]),
    .testTarget(name: "EigenproblemTests", dependencies: ["Eigenproblem"]),
    .testTarget(name: "SpectralTests", dependencies: ["Spectral", "SeededRandomness"]),
    .testTarget(
      name: "SitesTests", dependencies: ["Sites", "RasterGrid", "SeededRandomness"],
      exclude: ["Golden"]),
    .testTarget(
      name: "GeoFilesTests",
      dependencies: ["GeoFiles", "RasterGrid", "SceneBuilding", "SeededRandomness"]),
    .testTarget(
      name: "ScenesTests",
      dependencies: [
        "Scenes", "GeoFiles", "RasterGrid", "Spectral", "SceneBuilding", "SeededRandomness",
      ]),
    .testTarget(
      name: "SiteCatalogueTests",
      dependencies: [
        "SiteCatalogue", "GeoFiles", "Sites", "RasterGrid", "SceneBuilding", "SeededRandomness",
      ]),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "Delivery", "SceneAnalysis", "Scenes", "GeoFiles", "RasterGrid", "Sites", "SceneBuilding",
      ]),
    .testTarget(
      name: "SceneAnalysisTests",
      dependencies: [
        "SceneAnalysis", "Scenes", "Sites", "GeoFiles", "PixelKernels", "Eigenproblem",
        "RasterGrid", "Spectral", "SceneBuilding", "SeededRandomness",
      ]),
    .testTarget(
      name: "ScheduledRunTests",
      dependencies: [
        "ScheduledRun", "SceneAnalysis", "Scenes", "GeoFiles", "Sites", "RasterGrid",
        "SceneBuilding",
      ]),
    .testTarget(
      name: "SceneSimulatorTests", dependencies: ["SceneSimulator", "GeoFiles", "RasterGrid"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "tianyan", "SceneSimulator", "SiteCatalogue", "GeoFiles", "RasterGrid", "SceneBuilding",
        "Sites",
        .product(name: "Crypto", package: "swift-crypto"),
      ], exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)

// `TIANYAN_STRICT=1 swift build` makes a warning an error; a newer compiler's new warning must not
// keep a user from building.
if Context.environment["TIANYAN_STRICT"] != nil {
  for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}

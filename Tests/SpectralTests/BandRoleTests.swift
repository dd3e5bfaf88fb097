import Testing

@testable import Spectral

@Suite("Band roles")
struct BandRoleTests {
  @Test(
    "names and short codes are understood, others are not",
    arguments: [
      ("green", BandRole.green), ("swir16", .swir16), ("pan", .pan),
      ("A", .coastal), ("B", .blue), ("G", .green), ("Y", .yellow), ("R", .red),
      ("RE1", .rededge071), ("RE2", .rededge075), ("RE3", .rededge078), ("N", .nir), ("N2", .nir08),
      ("WV", .nir09), ("S1", .swir16), ("S2", .swir22), ("T", .lwir11), ("T1", .lwir11),
      ("T2", .lwir12), ("g", nil), ("G1", nil), ("Green", nil), ("", nil),
    ])
  func names(_ name: String, _ role: BandRole?) {
    #expect(BandRole(name: name) == role)
  }

  @Test("are ordered by wavelength, references by date first")
  func order() {
    #expect(BandRole.coastal < .blue && BandRole.nir < .nir08 && BandRole.swir22 < .pan)
    let references = [
      BandReference(date: .after, role: .blue), BandReference(date: .before, role: .swir16),
      BandReference(date: .before, role: .green), BandReference(date: .only, role: .pan),
    ]
    #expect(
      references.sorted().map(\.description) == [
        "pan", "before.green", "before.swir16", "after.blue",
      ])
  }
}

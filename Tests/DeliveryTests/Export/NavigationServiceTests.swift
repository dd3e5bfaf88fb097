import Delivery
import Sites
import Testing

@Suite("A link to a map service")
struct NavigationServiceTests {
  private let place = GeoPoint(longitude: 120.03, latitude: 28.89)

  /// 28.89 N 120.03 E lies at 28.88710250, 120.03464295 in GCJ-02: the public formula in Python.
  @Test(
    "opens at the place in GCJ-02, in the order that the service reads",
    arguments: [
      (NavigationService.amap, "to=120.034643,28.887103,"),
      (.baidu, "location=28.887103,120.034643&"), (.tencent, "tocoord=28.887103,120.034643&"),
    ])
  func place(service: NavigationService, part: String) {
    let link = service.link(to: place, name: "水域")
    #expect(link.hasPrefix("https://"))
    #expect(link.contains(part))
    #expect(link.contains("%E6%B0%B4%E5%9F%9F"))
  }

  @Test("tells Baidu that its coordinates are GCJ-02, not its own")
  func baidu() {
    #expect(NavigationService.baidu.link(to: place, name: "x").contains("coord_type=gcj02"))
  }

  @Test("holds nothing of a name that would end it", arguments: NavigationService.allCases)
  func hostile(service: NavigationService) {
    let link = service.link(
      to: place, name: "a&to=0,0\"<script>#\n" + String(repeating: "x", count: 999))
    #expect(link.count < 400)
    #expect(link.allSatisfy { $0.isASCII && !"\"<>#\n ".contains($0) })
    #expect(!link.contains("a&to"))
  }
}

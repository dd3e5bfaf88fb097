import Foundation
import Sites

/// A Chinese map service whose app a link opens at a site.
///
/// The links carry GCJ-02 by the public forward formula: display coordinates, never evidence.
public enum NavigationService: String, Hashable, Sendable, CaseIterable {
  /// 高德地图 (https://lbs.amap.com/api/uri-api/guide/travel/route).
  case amap
  /// 百度地图 (https://lbsyun.baidu.com/faq/api?title=webapi/uri/web), told that it is given GCJ-02.
  case baidu
  /// 腾讯地图 (https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebRoute).
  case tencent

  /// The name of the column that holds the links.
  var column: String { "nav_\(rawValue)" }

  /// A link to a place on WGS 84 under a name for people.
  public func link(to place: GeoPoint, name: String) -> String {
    let shown = ChineseDatum.gcj02(from: place)
    let (longitude, latitude) = (Self.degrees(shown.longitude), Self.degrees(shown.latitude))
    let name = Self.escaped(String(name.prefix(Self.longestName)))
    switch self {
    case .amap:
      return "https://uri.amap.com/navigation?to=\(longitude),\(latitude),\(name)&mode=car"
        + "&coordinate=gaode&src=tianyan&callnative=1"
    case .baidu:
      return "https://api.map.baidu.com/marker?location=\(latitude),\(longitude)&title=\(name)"
        + "&content=\(name)&coord_type=gcj02&output=html&src=webapp.tianyan"
    case .tencent:
      return "https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=\(name)"
        + "&tocoord=\(latitude),\(longitude)&referer=tianyan"
    }
  }

  /// As many characters of a name as a map shows.
  private static let longestName = 40
  /// 1e-6 degrees are a tenth of a metre, and the services read no more.
  private static let places = 6

  private static func degrees(_ value: Double) -> String {
    String(format: "%.\(places)f", value)
  }

  /// Only letters and digits of ASCII and `-._~` are left as they are (RFC 3986, section 2.3).
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "~"):
          true
        default: false
        }
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", byte)
    }.joined()
  }
}

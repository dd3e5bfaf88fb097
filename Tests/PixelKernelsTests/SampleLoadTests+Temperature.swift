import Foundation
import Testing

@testable import PixelKernels

extension SampleLoadTests {
  // The law in Double: T = k2 / ln(k1 / L + 1).
  @Test("temperatures of radiances, unknown where there is no light")
  func temperatures() {
    let radiances: [Float] = [0.5, 6.784, 9, 22, 0, -0.0, -1, .nan, 1e-30, 1e30]
    for count in lengths {
      for start in radiances.indices {
        let block = (0..<count).map { radiances[(start + $0) % radiances.count] }
        var anyUnknown: Bool?
        let found = guarded(count, sentinel: Float(-77)) {
          for i in 0..<count { $0[i] = block[i] }
          anyUnknown = SampleLoad.temperatures(k1: 774.8853, k2: 1321.0789, in: &$0)
        }
        let wanted = block.map { radiance in
          radiance > 0 ? known(1321.0789 / log(774.8853 / Double(radiance) + 1)) : .nan
        }
        let near = found?.elementsEqual(wanted) {
          $0.isNaN || $1.isNaN ? $0.isNaN && $1.isNaN : abs($0 - $1) <= 1e-5 * $1
        }
        #expect(near == true, "\(block)")
        #expect(anyUnknown == wanted.contains(where: \.isNaN))
      }
    }
  }
}

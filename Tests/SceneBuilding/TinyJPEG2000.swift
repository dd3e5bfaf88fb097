import Foundation

/// A real JPEG 2000 file of 24 x 24 pixels, lossless, with neither georeferencing nor a nodata value,
/// as OpenJPEG 2.5 wrote it.
public enum TinyJPEG2000 {
  /// Its side in pixels.
  public static let side = 24

  /// The sample at a pixel: what `CoordinateImage.counts` holds.
  public static func sample(column: Int, row: Int) -> UInt16 { UInt16(1 + column + 100 * row) }

  /// Its bytes.
  public static let bytes = [UInt8](
    Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())

  private static let text = """
    AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAGAAAABgAAQ8HAAAAAAAPY2
    9scgEAAAAAABEAAAD/anAyY/9P/1EAKQACAAAAGAAAABgAAAAAAAAAAAAAABgAAAAYAAAAAAAAAAAAAQ8BAf9SAA8B
    AAABAAIEBAABl5iZ/1wACkCAiIiQiIiQ/2QAPQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4wLiBMT1
    NTTEVTUyBzZXR0aW5ncyB1c2Vk/5AACgAAAAAAbAAB/5PP/DDQEVBUr5zg8cUVgYpV7loh7nlOc6I6GsZPjl1Llxb+
    kWWlC/yfaeo900Jpo5t144qKowYyv8AAOhwA/AIALF/PNknMd8XAYnfAABFAB9oUSyWEICqOygDgDKIL/9k=
    """
}

internal import CGDAL

/// Files of plain numbers as a dataset of GDAL, with overviews: a VRT that we make ourselves, over files
/// that we wrote.
struct RawDataset {
  private let numbers: PlainRaster
  private let overviews: [PlainRaster]

  /// The numbers, and the same seen from farther and farther away.
  init(_ numbers: PlainRaster, overviews: [PlainRaster] = []) {
    self.numbers = numbers
    self.overviews = overviews
  }

  /// The dataset; `subject` is what the user calls the result.
  func opened(for subject: String) throws(GDALError) -> DatasetHandle {
    let drivers = ["VRT"]
    return DatasetHandle(
      raw: try withStringList(drivers) { (drivers) throws(GDALError) in
        try reportingErrors("prepare", subject) {
          GDALOpenEx(
            xml, UInt32(GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR), drivers.constStrings, nil, nil)
        }
      })
  }

  /// An overview is named by its own text in place of a file.
  private var xml: String {
    let names = overviews.map { Self.escaped(RawDataset($0).xml) }
    let layout = numbers.layout
    let size = layout.type.byteCount
    let type = String(cString: GDALGetDataTypeName(layout.type.gdal))
    let bands = (1...layout.bands).map { band in
      """
      <VRTRasterBand dataType="\(type)" band="\(band)" subClass="VRTRawRasterBand">
      <SourceFilename relativeToVRT="0">\(Self.escaped(numbers.path))</SourceFilename>
      <ImageOffset>\((band - 1) * layout.bandBytes)</ImageOffset>
      <PixelOffset>\(size)</PixelOffset><LineOffset>\(layout.width * size)</LineOffset>
      <ByteOrder>LSB</ByteOrder>
      """
        + names.map {
          """
          <Overview><SourceFilename relativeToVRT="0">\($0)</SourceFilename>
          <SourceBand>\(band)</SourceBand></Overview>
          """
        }.joined() + "</VRTRasterBand>"
    }
    return """
      <VRTDataset rasterXSize="\(layout.width)" rasterYSize="\(layout.height)">\(bands.joined())</VRTDataset>
      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

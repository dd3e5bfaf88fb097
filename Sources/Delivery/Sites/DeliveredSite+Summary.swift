import Sites

extension DeliveredSite {
  /// What a map shows of it, a line each: how suspicious, how large, when, and where it may be in doubt.
  func summary(_ language: CandidateTable.Language) -> String {
    let isChinese = language == .zh
    var lines = [
      isChinese ? "评分 \(decimal(score, 2))" : "score \(decimal(score, 2))"
    ]
    if let area = number("area_m2"), let mu = number("area_mu") {
      lines.append(
        isChinese
          ? "面积 \(decimal(area, 0)) 平方米(\(decimal(mu, 1)) 亩)"
          : "\(decimal(area, 0)) m2 (\(decimal(mu, 1)) mu)")
    }
    let dates = ["before_time", "after_time"].map { column in
      text(column).map { String($0.prefix { $0 != "T" }) } ?? "-"
    }
    lines.append(dates.joined(separator: " -> "))
    if let reasons = text("mask_reasons"), !reasons.isEmpty {
      lines.append(isChinese ? "存疑原因 \(reasons)" : "in doubt for \(reasons)")
    }
    lines.append(id)
    return lines.joined(separator: "\n")
  }

  private func decimal(_ value: Double, _ places: Int) -> String {
    JSONValue.rounded(value, places: places).description
  }
}

import RasterGrid
import Testing

@testable import SceneSimulator

/// One year for all tests: its hills take seconds in a debug build.
private let shared: Result<Year, any Error> = Result {
  try Year(
    seed: Year.defaultSeed, size: Simulation.leastSize, scenes: 60,
    piece: PixelWindow(column: 140, row: 150, width: 8, height: 6))
}

@Suite("A year")
struct YearTests {
  private let year: Year

  init() throws { year = try shared.get() }

  @Test("passes the days in order, six apart, through the end of February")
  func dates() {
    #expect(year.dates.count == 60)
    #expect(year.dates.map(\.acquisition.moment.date).first == "2024-03-01")
    #expect(year.dates.map(\.acquisition.moment.date).last == "2025-02-18")
    let days = year.dates.map(\.acquisition.moment.daysSinceEpoch)
    #expect(zip(days, days.dropFirst()).allSatisfy { abs($1 - $0 - 6) < 1e-9 })
    #expect(Year.moment(of: 0).later(days: 366).date == "2025-03-02")
  }

  @Test("has events of every kind, each seen clear on some date")
  func events() {
    #expect(Set(year.events.map(\.event.kind)) == Set(EventKind.allCases))
    for event in year.events {
      let seen = year.dates.filter {
        YearTruth.isThere(event, on: $0.day) && YearTruth.isClear(event, on: $0)
      }
      #expect(!seen.isEmpty, "\(event.event.title)")
    }
  }

  @Test("hides one clearing for weeks after it began")
  func hidden() throws {
    let event = try #require(year.events.first { $0.event.title.contains("under clouds") })
    let weeks = year.dates.filter { (104.0...150).contains($0.day) }
    #expect(weeks.count > 6)
    #expect(weeks.allSatisfy { !YearTruth.isClear(event, on: $0) })
  }

  @Test("gives the same pixels from the same seed, and others on another day")
  func pixels() throws {
    let map = GroundMap(of: year.landscape, under: year.window, seed: year.seed)
    let clear = year.dates.filter { $0.acquisition.clouds.isEmpty }
    try #require(clear.count > 10)
    let first = year.picture(of: clear[0], on: map)
    #expect(first == year.picture(of: clear[0], on: map))
    #expect(first.bands != year.picture(of: clear[1], on: map).bands)
    #expect(first.bands != year.picture(of: clear[0], on: map, .again).bands)
  }

  @Test("refuses a piece that does not lie in it")
  func piece() {
    #expect(throws: SimulationError.self) {
      try Year(
        seed: 2, size: 300, scenes: 1,
        piece: PixelWindow(column: 290, row: 0, width: 20, height: 20))
    }
  }
}

@Suite("The calendar of fields")
struct FieldCalendarTests {
  private static let crops: [Surface] = [
    .rape, .greenManure, .stubble, .grass, .ploughed, .flooded,
  ]
  private static let harvests: [Surface] = [.rice, .ripeRice, .greenManure, .stubble, .ploughed]

  @Test("shows in mid-April and mid-September what the pair of dates shows", arguments: crops)
  func anchors(spring: Surface) {
    for autumn in Self.harvests {
      let calendar = FieldCalendar(
        Parcels.Plot(spring: spring, autumn: autumn, lateness: 0))
      #expect(calendar.mixture(onDayOfYear: 102).from == spring, "\(spring) \(autumn)")
      let september = calendar.mixture(onDayOfYear: 257)
      #expect(september.from == autumn, "\(spring) \(autumn) \(september)")
    }
  }

  @Test("lies between two looks every day, and is the same a year later", arguments: crops)
  func cycle(spring: Surface) {
    for autumn in Self.harvests {
      let calendar = FieldCalendar(
        Parcels.Plot(spring: spring, autumn: autumn, lateness: 0.5))
      for day in 1...365 {
        let mixture = calendar.mixture(onDayOfYear: Double(day))
        #expect((0...1).contains(mixture.fraction))
        let later = calendar.mixture(onDayOfYear: Double(day) + 365)
        #expect(later.from == mixture.from && abs(later.fraction - mixture.fraction) < 1e-9)
      }
    }
  }

  @Test("has ripe crops cut within two days", arguments: crops)
  func harvest(spring: Surface) {
    for autumn in Self.harvests {
      let calendar = FieldCalendar(Parcels.Plot(spring: spring, autumn: autumn, lateness: 0))
      let days = (1...365).map { calendar.mixture(onDayOfYear: Double($0)) }
      #expect(days.count { $0.from == .ripeRice && $0.to != .ripeRice } <= 4, "\(spring) \(autumn)")
    }
  }
}

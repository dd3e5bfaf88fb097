/// The walk along a place's overpasses by time that finds its episodes.
struct EpisodeCourse {
  let duration: Duration
  let rule: ConfirmationRule
  private(set) var withdrawn = 0

  private var closed: [Episode] = []
  private var open: Episode?
  /// The number of overpasses so far.
  private var count = 0
  /// Anomalous overpasses of the open episode that may still confirm, each with its number.
  private var hits: [(number: Int, time: Double)] = []
  /// Clear overpasses since the last anomalous one.
  private var clear = 0

  init(duration: Duration, rule: ConfirmationRule) {
    self.duration = duration
    self.rule = rule
  }

  /// Those that are over and the one that is not.
  var all: [Episode] { closed + (open.map { [$0] } ?? []) }

  /// One more overpass that saw the ground, later than those before.
  mutating func take(_ look: Look) {
    count += 1
    if look.finding == .anomalous {
      see(at: look.time)
    } else if let episode = open {
      clear += 1
      end(episode, at: look.time)
    }
  }

  private mutating func see(at time: Double) {
    clear = 0
    var episode = open ?? Episode(first: time)
    if open != nil {
      episode.last = time
      episode.looks += 1
    }
    hits.append((count, time))
    hits.removeAll { hit in
      hit.number <= count - rule.outOf
        || rule.withinDays.map { time - hit.time > $0 * AnomalyHistory.secondsPerDay } == true
    }
    if hits.count >= rule.provisional { episode.provisional = episode.provisional ?? time }
    if hits.count >= rule.confirmed { episode.confirmed = episode.confirmed ?? time }
    open = episode
  }

  private mutating func end(_ episode: Episode, at time: Double) {
    switch duration {
    case .transient where clear >= rule.eventEnd:
      close(episode, at: time)
    case .lasting where episode.confirmed == nil && clear >= rule.withdrawn:
      withdrawn += 1
      forget()
    case .lasting where episode.confirmed != nil && clear >= rule.finished ?? .max:
      close(episode, at: time)
    default:
      break
    }
  }

  private mutating func close(_ episode: Episode, at time: Double) {
    var episode = episode
    episode.finished = time
    closed.append(episode)
    forget()
  }

  private mutating func forget() {
    open = nil
    hits = []
    clear = 0
  }
}

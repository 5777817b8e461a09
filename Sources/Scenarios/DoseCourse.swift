import Quantities

/// How a treatment's effect comes over time: its share of the full effect, from the change on.
///
/// Written as arguments that every intervention takes beside its own: `onset=20 s`, `ramp=10 s`, or
/// `curve="0 s: 0; 30 s: 1; 90 s: 0.5"`, whose points lie on straight lines and whose last one lasts.
///
/// The share is of the *parameters'* way from untreated to treated, not of the dose.
public struct DoseCourse: Sendable, Equatable {
    /// A point of the course.
    public struct Point: Sendable, Equatable {
        /// Since the change [ms].
        public var time: Double
        /// Share of the full effect [1].
        public var share: Double
    }

    /// Points in the order of time, at least one; nothing before the first.
    public let points: [Point]

    /// Names of the arguments that make a course.
    public static let arguments = ["curve", "onset", "ramp"]

    /// Nothing until `onset`, then rising to all over `ramp` [ms].
    public init(onset: Double, ramp: Double) {
        points =
            ramp > 0
            ? [Point(time: onset, share: 0), Point(time: onset + ramp, share: 1)]
            : [Point(time: onset, share: 1)]
    }

    private init(points: [Point]) { self.points = points }

    /// The share at a time after the change [ms].
    public func share(at time: Double) -> Double {
        guard let later = points.firstIndex(where: { $0.time > time }) else {
            return points.last?.share ?? 1
        }
        guard later > 0 else { return 0 }
        let (from, to) = (points[later - 1], points[later])
        return from.share + (to.share - from.share) * (time - from.time) / (to.time - from.time)
    }

    /// The course of a call; nil for one that acts at once.
    ///
    /// - Throws: ``ScenarioError/badArgument(intervention:name:reason:)``.
    init?(of call: InterventionCall) throws(ScenarioError) {
        func time(_ name: String) throws(ScenarioError) -> Double? {
            guard let text = call.arguments[name] else { return nil }
            return try Self.time(text, call.name, name)
        }
        let (onset, ramp) = (try time("onset"), try time("ramp"))
        guard let curve = call.arguments["curve"] else {
            guard onset != nil || ramp != nil else { return nil }
            self.init(onset: onset ?? 0, ramp: ramp ?? 0)
            return
        }
        guard onset == nil, ramp == nil else {
            throw .badArgument(
                intervention: call.name, name: "curve",
                reason: "has its own onset and ramp; leave those out")
        }
        self.init(points: try Self.points(curve, call.name))
    }

    /// Longest time [ms]: an hour, as the longest run.
    private static let longest = 3600 * Units.second

    private static func time(
        _ text: String, _ intervention: String, _ name: String
    ) throws(ScenarioError) -> Double {
        let value: Double
        do {
            value = try QuantityText.value(text, in: "ms")
        } catch {
            throw .badArgument(intervention: intervention, name: name, reason: "\(error)")
        }
        guard (0...longest).contains(value) else {
            throw .outOfRange(
                intervention: intervention, name: name, value: value, unit: "ms",
                allowed: 0...longest)
        }
        return value
    }

    private static func points(
        _ text: String, _ intervention: String
    ) throws(ScenarioError) -> [Point] {
        func bad(_ reason: String) -> ScenarioError {
            .badArgument(intervention: intervention, name: "curve", reason: reason)
        }
        var points: [Point] = []
        for part in text.split(separator: ";") {
            let halves = part.split(separator: ":")
            guard halves.count == 2 else {
                throw bad("\"\(part)\" is not of the form time: share, like \"0 s: 0; 30 s: 1\"")
            }
            let words = halves.map { String($0.drop { $0 == " " }) }
            let share = Double(words[1].split(separator: " ").joined())
            guard let share, (0...1).contains(share) else {
                throw bad("\"\(words[1])\" is no share from 0 to 1")
            }
            var start = words[0]
            while start.last == " " { start.removeLast() }
            let time = try time(start, intervention, "curve")
            if let last = points.last, time <= last.time {
                throw bad("the times of its points must rise")
            }
            points.append(Point(time: time, share: share))
        }
        guard !points.isEmpty else { throw bad("has no points") }
        return points
    }
}

import Synchronization

/// Counts durations in classes; one thread writes, any reads.
public final class Histogram: Sendable {
    /// Upper ends of the classes [µs]; the last class is open.
    public static let bounds: [UInt64] = [
        20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
    ]
    private let counts: [Counter]

    /// Makes an empty histogram.
    public init() { counts = (0...Self.bounds.count).map { _ in Counter() } }

    func add(nanoseconds: UInt64) {
        let microseconds = nanoseconds / 1000
        var place = 0
        while place < Self.bounds.count, microseconds >= Self.bounds[place] { place += 1 }
        counts[place].add(1)
    }

    /// Number in each class.
    public var values: [UInt64] { counts.map(\.value) }

    /// Upper end of the class in which a share of all lies [µs]; infinite in the last one.
    public func quantile(_ share: Double) -> Double {
        let values = values
        let total = values.reduce(0, +)
        var below: UInt64 = 0
        for (place, value) in values.enumerated() {
            below += value
            if Double(below) >= share * Double(total), total > 0 {
                return place < Self.bounds.count ? Double(Self.bounds[place]) : .infinity
            }
        }
        return .nan
    }
}

/// A number that one thread counts up and any reads.
public final class Counter: Sendable {
    private let number = Atomic<UInt64>(0)

    /// Starts at zero.
    public init() {}

    /// The number.
    public var value: UInt64 { number.load(ordering: .relaxed) }

    /// Counts; by one thread only.
    @inline(__always)
    public func add(_ amount: UInt64) {
        number.store(number.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}

import Synchronization

/// Lets each caller ask so often: a bucket that fills at a steady rate, for each of a bounded number of callers.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var level: Double
        var time: UInt64
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let perSecond: Double
    private let burst: Double
    private static let most = 4096

    /// So many requests a second, and twice as many at once, one at least.
    package init(perSecond: Double) {
        self.perSecond = perSecond
        // Less than one would let nobody ask, ever.
        burst = max(2 * perSecond, 1)
    }

    /// Whether a caller may ask now [ns]; where not, in how many seconds.
    package func wait(_ caller: String, now: UInt64) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.most, buckets[caller] == nil {
                // Full ones say nothing that a new one does not.
                buckets = buckets.filter { self.level(of: $0.value, now) < burst }
                if buckets.count >= Self.most { return 1 }
            }
            let level = buckets[caller].map { self.level(of: $0, now) } ?? burst
            guard level >= 1 else {
                buckets[caller] = Bucket(level: level, time: now)
                return max(Int(((1 - level) / perSecond).rounded(.up)), 1)
            }
            buckets[caller] = Bucket(level: level - 1, time: now)
            return nil
        }
    }

    private func level(of bucket: Bucket, _ now: UInt64) -> Double {
        min(burst, bucket.level + perSecond * Double(now - min(bucket.time, now)) / 1e9)
    }
}

/// Rectangular pulses of one length.
public struct PulseTrain: Sendable, Equatable {
    /// Beginnings of the pulses [ms], ascending.
    public var starts: [Double]
    /// Length of each [ms].
    public var duration: Double

    /// Pulses at given times.
    public init(starts: [Double], duration: Double) {
        self.starts = starts
        self.duration = duration
    }

    /// One pulse.
    public static func single(at start: Double = 0, duration: Double) -> PulseTrain {
        PulseTrain(starts: [start], duration: duration)
    }

    /// Equal intervals.
    public static func regular(
        count: Int, interval: Double, from start: Double = 0, duration: Double
    ) -> PulseTrain {
        PulseTrain(
            starts: (0..<max(count, 0)).map { start + interval * Double($0) }, duration: duration)
    }

    /// S1–S2: a regular drive, then extra pulses, each at its coupling interval after the one before.
    ///
    /// - `couplings`: of S2, S3, … [ms].
    public static func extrastimuli(
        drive count: Int, interval: Double, couplings: [Double], from start: Double = 0,
        duration: Double
    ) -> PulseTrain {
        var train = regular(count: count, interval: interval, from: start, duration: duration)
        var last = train.starts.last ?? start
        for coupling in couplings {
            last += coupling
            train.starts.append(last)
        }
        return train
    }

    /// Ramp: intervals that shorten (or lengthen) by `step` from one pulse to the next, down to `last`.
    public static func ramp(
        from first: Double, to last: Double, step: Double, start: Double = 0, duration: Double
    ) -> PulseTrain {
        var train = PulseTrain(starts: [start], duration: duration)
        let count = step > 0 ? Int((abs(first - last) / step + 1e-9).rounded(.down)) : 0
        var time = start
        for k in 0...count {
            time += first + (last < first ? -1 : 1) * step * Double(k)
            train.starts.append(time)
        }
        return train
    }

    /// Bursts of `count` pulses with `pause` between the last pulse of one and the first of the next.
    public static func bursts(
        _ bursts: Int, of count: Int, interval: Double, pause: Double, from start: Double = 0,
        duration: Double
    ) -> PulseTrain {
        let period = interval * Double(max(count, 1) - 1) + pause
        return PulseTrain(
            starts: (0..<max(bursts, 0)).flatMap { burst in
                (0..<max(count, 0)).map {
                    start + period * Double(burst) + interval * Double($0)
                }
            }, duration: duration)
    }

    /// Share of the time from `begin` to `end` in which a pulse is on [1].
    public func share(from begin: Double, to end: Double) -> Double {
        var on = 0.0
        for start in starts {
            on += max(0, min(end, start + duration) - max(begin, start))
        }
        return on / (end - begin)
    }

    /// Throws where times are no times or pulses overlap.
    func validate(_ name: String) throws(MonodomainError) {
        guard duration > 0, duration.isFinite else {
            throw .badStimulus(
                stimulus: name, quantity: "the duration", value: duration, allowed: "positive [ms]")
        }
        var last = -Double.infinity
        for start in starts {
            guard start >= 0, start.isFinite, start >= last + duration else {
                throw .badStimulus(
                    stimulus: name, quantity: "the beginning of a pulse", value: start,
                    allowed: "at least \(max(0, last + duration)) ms, after the pulse before")
            }
            last = start
        }
    }
}

import Numerics

/// What the nerves fired during the last five seconds, a value per tick.
final class NerveMemory<Real: CircuitReal> {
    /// Values per beat, or a little more.
    static var ticksPerBeat: Int { 100 }
    /// Longest delay [ms].
    private static var longestDelay: Double { 5000 }

    /// Ticks are longer than a millisecond: beats are longer than 250 ms, and 200 ticks at most each.
    let count = Int(longestDelay) + 2
    let sympathetic: UnsafeMutablePointer<Real>
    let vagal: UnsafeMutablePointer<Real>
    var newest = 0

    init() {
        sympathetic = .allocate(capacity: count)
        sympathetic.initialize(repeating: 0, count: count)
        vagal = .allocate(capacity: count)
        vagal.initialize(repeating: 0, count: count)
    }

    /// The same past in every lane.
    init(like other: NerveMemory<Double>) {
        sympathetic = .allocate(capacity: count)
        vagal = .allocate(capacity: count)
        for place in 0..<count {
            (sympathetic + place).initialize(to: Real(filling: other.sympathetic[place]))
            (vagal + place).initialize(to: Real(filling: other.vagal[place]))
        }
        newest = other.newest
    }

    deinit {
        sympathetic.deallocate()
        vagal.deallocate()
    }

    /// As if this had been fired all the time.
    func fill(_ firing: (sympathetic: Real, vagal: Real)) {
        for place in 0..<count {
            sympathetic[place] = firing.sympathetic
            vagal[place] = firing.vagal
        }
    }

    /// Takes the firing of this tick.
    func append(_ firing: (sympathetic: Real, vagal: Real)) {
        newest = newest + 1 == count ? 0 : newest + 1
        sympathetic[newest] = firing.sympathetic
        vagal[newest] = firing.vagal
    }

    /// The firing a delay ago, for ticks of this length [ms].
    func past(_ delay: Double, tick: Real, vagal isVagal: Bool) -> Real {
        let back = Real.floor(Real(filling: delay) / tick + 0.5)
        let place =
            Real(filling: Double(newest))
            - Real.smaller(
                back, Real(filling: Double(count - 1)))
        let wrapped = Real.select(place, below: 0, place + Real(filling: Double(count)), place)
        return Real.gather(isVagal ? vagal : sympathetic, wrapped)
    }
}

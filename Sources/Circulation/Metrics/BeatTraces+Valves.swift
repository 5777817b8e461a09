extension BeatTraces {
    /// Share of the peak flow above which a valve counts as open [1].
    private static let openingShare = 0.01

    /// When forward flow through a valve ends [ms after QRS onset]: the first time after its peak at which it falls
    /// to a hundredth of it; nil without forward flow, or where it does not end within the beat.
    public func closure(of flow: [Double]) -> Double? {
        guard let peak = flow.indices.max(by: { flow[$0] < flow[$1] }), flow[peak] > 0 else {
            return nil
        }
        let level = Self.openingShare * flow[peak]
        guard let k = flow.indices.first(where: { $0 > peak && flow[$0] <= level }) else {
            return nil
        }
        let share = (flow[k - 1] - level) / (flow[k - 1] - flow[k])
        return time[k - 1] + share * (time[k] - time[k - 1])
    }

    /// Mean pressure drop over a valve while blood goes forward [kPa]; nil without forward flow.
    ///
    /// - Parameters:
    ///   - upstream: pressure before the valve [kPa].
    ///   - downstream: pressure behind it [kPa].
    ///   - flow: through it [mm³/ms].
    public func meanGradient(
        from upstream: [Double], to downstream: [Double], flow: [Double]
    ) -> Double? {
        let isForward = flow.map { $0 > 0 ? 1.0 : 0 }
        let time = integral(isForward)
        guard time > 0 else { return nil }
        return integral(flow.indices.map { isForward[$0] * (upstream[$0] - downstream[$0]) }) / time
    }
}

extension EmulatedVentricle {
    /// Elastance a [kPa/mm³] and offset r [kPa] at equal distances over the beat, the last one cycle after the
    /// first and equal to it.
    public var tables: (elastance: [Double], offset: [Double]) { (elastance, offset) }

    /// The ventricle with its elastance times a factor: another contractility, to first order. The offset r, which is
    /// not contraction, stays.
    public func contracting(by factor: Double) -> EmulatedVentricle {
        EmulatedVentricle(
            passive: passive, activeUnstressedVolume: activeUnstressedVolume, period: period,
            elastance: elastance.map { factor * $0 }, offset: offset)
    }

    /// The ventricle with its relaxed pressures times a factor: another stiffness around the same unloaded shape.
    public func stiffening(by factor: Double) -> EmulatedVentricle {
        EmulatedVentricle(
            passive: PassiveRelation(
                scale: factor * passive.scale, stiffness: passive.stiffness,
                unstressedVolume: passive.unstressedVolume),
            activeUnstressedVolume: activeUnstressedVolume, period: period, elastance: elastance,
            offset: offset)
    }

    /// When the active pressure has fallen for good, after the onset of the QRS [ms]: below a twentieth of the largest
    /// elastance until the end of the beat.
    public var endOfSystole: Double {
        let least = Self.relaxedShare * (elastance.max() ?? 0)
        // The beat may begin with what is left of contraction; look from its strongest moment on.
        let strongest = elastance.indices.max { elastance[$0] < elastance[$1] } ?? 0
        let end =
            elastance.indices.first { $0 > strongest && elastance[$0] < least }
            ?? elastance.count - 1
        return period * Double(end) / Double(elastance.count - 1)
    }

    /// Share of the largest elastance that counts as relaxed [1].
    private static let relaxedShare = 0.05
}

public import Numerics

/// The numbers a circuit is computed with: one heart (`Double`), eight hearts side by side
/// (`Double8`), or one heart with derivatives by eight parameters (`Dual8`).
///
/// A law is compiled for each; this protocol picks the right one.
public protocol CircuitReal: RealLanes {
    /// Pressures and slopes of the compartments of a law.
    static func fill(_ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Self>)
    /// Contraction windows of the compartments of a law.
    static func schedule(
        _ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Self>, cycle: Self)
    /// Flows of the branches of a law.
    static func advance(_ law: any BranchLaw.Type, _ batch: BranchBatch<Self>)
    /// Pressure and slope of an enclosure.
    static func pressure(
        _ law: any EnclosureLaw.Type, _ call: EnclosureCall<Self>
    ) -> (value: Self, slope: Self)
    /// Balance of the walls of a muscle.
    static func solve(
        _ law: any MuscleLaw.Type, _ muscle: MuscleCall<Self>, afresh: Bool
    ) -> Self
    /// In every lane the value of that lane at its own whole index.
    static func gather(_ base: UnsafePointer<Self>, _ index: Self) -> Self
    /// Whether numbers carry derivatives, which need one more iteration than the numbers.
    static var hasTangents: Bool { get }
    /// Largest value of any lane; NaN if any lane is.
    var largest: Double { get }
    /// True where no number in any lane, nor any derivative, is infinite or NaN.
    var isFinite: Bool { get }
}

extension CircuitReal {
    public static var hasTangents: Bool { false }
}

extension Double: CircuitReal {
    public static func fill(_ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Double>) {
        law.fill(batch)
    }
    public static func schedule(
        _ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Double>, cycle: Double
    ) { law.schedule(batch, cycle: cycle) }
    public static func advance(_ law: any BranchLaw.Type, _ batch: BranchBatch<Double>) {
        law.advance(batch)
    }
    public static func pressure(
        _ law: any EnclosureLaw.Type, _ call: EnclosureCall<Double>
    ) -> (value: Double, slope: Double) { law.pressure(call) }
    public static func solve(
        _ law: any MuscleLaw.Type, _ muscle: MuscleCall<Double>, afresh: Bool
    ) -> Double { law.solve(muscle, afresh: afresh) }
    public static func gather(_ base: UnsafePointer<Double>, _ index: Double) -> Double {
        base[Int(index)]
    }
    public var largest: Double { self }
}

extension Double8: CircuitReal {
    public static func fill(_ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Double8>) {
        law.fill(batch)
    }
    public static func schedule(
        _ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Double8>, cycle: Double8
    ) { law.schedule(batch, cycle: cycle) }
    public static func advance(_ law: any BranchLaw.Type, _ batch: BranchBatch<Double8>) {
        law.advance(batch)
    }
    public static func pressure(
        _ law: any EnclosureLaw.Type, _ call: EnclosureCall<Double8>
    ) -> (value: Double8, slope: Double8) { law.pressure(call) }
    public static func solve(
        _ law: any MuscleLaw.Type, _ muscle: MuscleCall<Double8>, afresh: Bool
    ) -> Double8 { law.solve(muscle, afresh: afresh) }
    public static func gather(_ base: UnsafePointer<Double8>, _ index: Double8) -> Double8 {
        var result = index
        for lane in 0..<8 { result[lane] = base[Int(index[lane])][lane] }
        return result
    }
    public var largest: Double {
        // SIMD maxima drop NaN.
        let sum = lanes.sum()
        return sum.isNaN ? sum : lanes.max()
    }
    public var isFinite: Bool { (lanes - lanes) == .zero }
}

extension Dual8: CircuitReal {
    public static func fill(_ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Dual8>) {
        law.fill(batch)
    }
    public static func schedule(
        _ law: any CompartmentLaw.Type, _ batch: CompartmentBatch<Dual8>, cycle: Dual8
    ) { law.schedule(batch, cycle: cycle) }
    public static func advance(_ law: any BranchLaw.Type, _ batch: BranchBatch<Dual8>) {
        law.advance(batch)
    }
    public static func pressure(
        _ law: any EnclosureLaw.Type, _ call: EnclosureCall<Dual8>
    ) -> (value: Dual8, slope: Dual8) { law.pressure(call) }
    public static func solve(
        _ law: any MuscleLaw.Type, _ muscle: MuscleCall<Dual8>, afresh: Bool
    ) -> Dual8 { law.solve(muscle, afresh: afresh) }
    public static func gather(_ base: UnsafePointer<Dual8>, _ index: Dual8) -> Dual8 {
        base[Int(index.value)]
    }
    public var largest: Double { value }
    public var isFinite: Bool { value.isFinite && (tangent - tangent) == .zero }
    public static var hasTangents: Bool { true }
}

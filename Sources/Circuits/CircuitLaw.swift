public import Numerics
public import Quantities

/// A building block of a lumped circuit: its identity, source and parameters.
///
/// Parameters are kept in the order of the card, converted once to internal units (mm³, kPa, ms).
public protocol CircuitLaw: Sendable {
    /// Identity, source and parameters.
    static var card: ModelCard { get }
}

/// The parameters of one block in the order of its card, in internal units.
public struct LawParameters<Real: RealLanes> {
    let base: UnsafePointer<Real>

    /// The parameters that start here.
    @inline(__always)
    public init(_ base: UnsafePointer<Real>) { self.base = base }

    /// The parameter with this place in the card.
    @inline(__always)
    public subscript(index: Int) -> Real { base[index] }
}

/// A compartment that holds blood: its pressure follows from its volume and how far it contracts.
public protocol CompartmentLaw: CircuitLaw {
    /// Pressure [kPa] and ∂p/∂V [kPa/mm³] at a volume [mm³] and an activation [1].
    static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real)

    /// When the compartment contracts in a beat of a length [ms]; never, unless a law says so.
    static func contraction<Real: RealLanes>(
        cycle: Real, _ p: LawParameters<Real>
    ) -> ContractionWindow<Real>

    /// The same for all compartments of this law in a circuit; made by an extension.
    static func fill(_ batch: CompartmentBatch<Double>)
    static func fill(_ batch: CompartmentBatch<Double8>)
    static func fill(_ batch: CompartmentBatch<Dual8>)
    static func schedule(_ batch: CompartmentBatch<Double>, cycle: Double)
    static func schedule(_ batch: CompartmentBatch<Double8>, cycle: Double8)
    static func schedule(_ batch: CompartmentBatch<Dual8>, cycle: Dual8)
}

/// A branch that carries blood from one compartment to another.
public protocol BranchLaw: CircuitLaw {
    /// Flow [mm³/ms], opening [1] and ∂flow/∂drop [mm³/(ms·kPa)] at the end of an implicit stage of
    /// length `h` [ms] that starts from `base`, under the pressure drop [kPa] at its end.
    static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real)

    /// Whether the branch follows the volume of the compartment that it leads from; no, unless a law says so.
    static var followsVolume: Bool { get }

    /// The same at a volume of that compartment [mm³], with ∂flow/∂volume [1/ms]; whatever the volume, unless a law says
    /// otherwise.
    static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, volume: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real, byVolume: Real)

    /// The same for all branches of this law in a circuit; made by an extension.
    static func advance(_ batch: BranchBatch<Double>)
    static func advance(_ batch: BranchBatch<Double8>)
    static func advance(_ batch: BranchBatch<Dual8>)
}

/// What a branch remembers: its flow [mm³/ms] and how far its leaflets are open [1].
public struct BranchValues<Real: RealLanes>: Sendable {
    /// Flow from the upstream to the downstream compartment [mm³/ms].
    public var flow: Real
    /// Opening, 0 closed … 1 open; kept by branches without leaflets.
    public var opening: Real

    /// Makes the values.
    @inline(__always)
    public init(flow: Real, opening: Real) {
        self.flow = flow
        self.opening = opening
    }
}

/// All compartments of one law in a circuit, side by side in its arrays.
public struct CompartmentBatch<Real: RealLanes> {
    let count: Int
    let parametersPerBlock: Int
    let parameters: UnsafePointer<Real>
    let volumes: UnsafePointer<Real>
    let activations: UnsafePointer<Real>
    let windows: UnsafeMutablePointer<ContractionWindow<Real>>
    let pressures: UnsafeMutablePointer<Real>
    let slopes: UnsafeMutablePointer<Real>
}

/// All branches of one law in a circuit, side by side in its arrays.
public struct BranchBatch<Real: RealLanes> {
    let count: Int
    let parametersPerBlock: Int
    let parameters: UnsafePointer<Real>
    let stage: Real
    let drops: UnsafePointer<Real>
    /// Of the compartments upstream, for laws that follow them, and how flows do.
    let volumes: UnsafePointer<Real>
    let volumeSlopes: UnsafeMutablePointer<Real>
    let base: UnsafePointer<BranchValues<Real>>
    let end: UnsafeMutablePointer<BranchValues<Real>>
    let conductances: UnsafeMutablePointer<Real>
}

extension CompartmentLaw {
    public static func contraction<Real: RealLanes>(
        cycle: Real, _ p: LawParameters<Real>
    ) -> ContractionWindow<Real> { .never }

    public static func fill(_ batch: CompartmentBatch<Double>) { fillAll(batch) }
    public static func fill(_ batch: CompartmentBatch<Double8>) { fillAll(batch) }
    public static func fill(_ batch: CompartmentBatch<Dual8>) { fillAll(batch) }
    public static func schedule(_ batch: CompartmentBatch<Double>, cycle: Double) {
        scheduleAll(batch, cycle)
    }
    public static func schedule(_ batch: CompartmentBatch<Double8>, cycle: Double8) {
        scheduleAll(batch, cycle)
    }
    public static func schedule(_ batch: CompartmentBatch<Dual8>, cycle: Dual8) {
        scheduleAll(batch, cycle)
    }

    @inline(__always)
    private static func fillAll<Real: RealLanes>(_ batch: CompartmentBatch<Real>) {
        for i in 0..<batch.count {
            let p = LawParameters(batch.parameters + i * batch.parametersPerBlock)
            let (value, slope) = pressure(
                volume: batch.volumes[i], activation: batch.activations[i], p)
            batch.pressures[i] = value
            batch.slopes[i] = slope
        }
    }

    @inline(__always)
    private static func scheduleAll<Real: RealLanes>(
        _ batch: CompartmentBatch<Real>, _ cycle: Real
    ) {
        for i in 0..<batch.count {
            let p = LawParameters(batch.parameters + i * batch.parametersPerBlock)
            batch.windows[i] = contraction(cycle: cycle, p)
        }
    }
}

extension BranchLaw {
    public static var followsVolume: Bool { false }

    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, volume: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real, byVolume: Real) {
        let (end, conductance) = advance(base, by: h, drop: drop, p)
        return (end, conductance, 0)
    }

    public static func advance(_ batch: BranchBatch<Double>) { advanceAll(batch) }
    public static func advance(_ batch: BranchBatch<Double8>) { advanceAll(batch) }
    public static func advance(_ batch: BranchBatch<Dual8>) { advanceAll(batch) }

    @inline(__always)
    private static func advanceAll<Real: RealLanes>(_ batch: BranchBatch<Real>) {
        for i in 0..<batch.count {
            let p = LawParameters(batch.parameters + i * batch.parametersPerBlock)
            if followsVolume {
                let found = advance(
                    batch.base[i], by: batch.stage, drop: batch.drops[i], volume: batch.volumes[i],
                    p)
                batch.end[i] = found.end
                batch.conductances[i] = found.conductance
                batch.volumeSlopes[i] = found.byVolume
                continue
            }
            let (end, conductance) = advance(
                batch.base[i], by: batch.stage, drop: batch.drops[i], p)
            batch.end[i] = end
            batch.conductances[i] = conductance
        }
    }
}

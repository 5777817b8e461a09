public import Quantities

/// A hyperelastic law of the passive wall, without its volumetric part.
///
/// Everything is in the local frame of the tissue (f0, s0, n0), so that laws read as printed. A law
/// writes its energy once per file together with its analytic derivatives; contract tests over
/// ``Materials/all`` compare them by central differences.
public protocol PassiveMaterial: Sendable {
    /// Identity and parameters.
    static var card: ModelCard { get }

    /// Makes a law from its parameters, in the order and units of the card.
    init(parameters: [Double])

    /// Evaluates a batch of points: one call for many points, allocating nothing.
    func respond(_ batch: MaterialBatch)
}

extension PassiveMaterial {
    /// The law with the parameters of its card.
    public static var standard: Self { Self(parameters: card.parameters.map(\.defaultValue)) }

    /// Makes a law from named values in the units of the card; the card gives those not named.
    ///
    /// - Throws: ``MechanicsError/unknownParameter(name:owner:known:)`` and
    ///   ``MechanicsError/parameterOutOfRange(name:owner:value:unit:allowed:)``.
    public init(values: [String: Double]) throws {
        self.init(parameters: try Self.card.resolve(values))
    }
}

/// Borrowed arrays of a batch of points, eight points to a group.
public struct MaterialBatch {
    /// Number of groups of eight points.
    public var count: Int
    /// Green–Lagrange strain ff, ss, nn, fs, fn, sn [1]; six per group.
    public var strain: UnsafePointer<Lanes>
    /// Energy density Ψ [kPa]; one per group (output).
    public var energy: UnsafeMutablePointer<Lanes>
    /// Second Piola–Kirchhoff stress S = ∂Ψ/∂E [kPa]; six per group (output).
    public var stress: UnsafeMutablePointer<Lanes>
    /// ∂S/∂E [kPa]: upper triangle by rows of the 6 × 6 matrix of tensor components in the order of
    /// the strain, 21 per group (output); nil when not wanted.
    public var tangent: UnsafeMutablePointer<Lanes>?

    /// Makes a batch view.
    public init(
        count: Int, strain: UnsafePointer<Lanes>, energy: UnsafeMutablePointer<Lanes>,
        stress: UnsafeMutablePointer<Lanes>, tangent: UnsafeMutablePointer<Lanes>?
    ) {
        self.count = count
        self.strain = strain
        self.energy = energy
        self.stress = stress
        self.tangent = tangent
    }

    /// Calls `stressOnly` or `stressAndTangent` for each group: (strain, stress, tangent) → energy.
    @inline(__always)
    func forEachGroup(
        stressOnly: (LaneSym, inout LaneSym) -> Lanes,
        stressAndTangent: (LaneSym, inout LaneSym, LaneTangent) -> Lanes
    ) {
        for group in 0..<count {
            let E = LaneSym(strain + 6 * group)
            var S = LaneSym.zero
            if let tangent {
                let D = LaneTangent(tangent + LaneTangent.count * group)
                D.clear()
                energy[group] = stressAndTangent(E, &S, D)
            } else {
                energy[group] = stressOnly(E, &S)
            }
            S.store(stress + 6 * group)
        }
    }
}

extension ModelCard {
    /// The parameters in card order with named values put in place of the defaults.
    func resolve(_ values: [String: Double]) throws -> [Double] {
        for name in values.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
            throw MechanicsError.unknownParameter(
                name: name, owner: identifier, known: parameters.map(\.name))
        }
        return try parameters.map { parameter in
            guard let value = values[parameter.name] else { return parameter.defaultValue }
            guard parameter.range.contains(value) else {
                throw MechanicsError.parameterOutOfRange(
                    name: parameter.name, owner: identifier, value: value, unit: parameter.unit,
                    allowed: parameter.range)
            }
            return value
        }
    }
}

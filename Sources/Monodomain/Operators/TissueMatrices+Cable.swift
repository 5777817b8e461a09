import Numerics

/// A straight fibre of equal linear elements.
public struct Cable: Sendable, Equatable {
    /// Length [mm].
    public var length: Double
    /// Number of elements.
    public var elements: Int
    /// Conductivity [mS/mm].
    public var conductivity: Double
    /// Capacitance per volume χ·Cm [µF/mm³].
    public var capacitance: Double

    /// Describes a cable along x from the origin.
    public init(length: Double, elements: Int, conductivity: Double, capacitance: Double) {
        self.length = length
        self.elements = elements
        self.conductivity = conductivity
        self.capacitance = capacitance
    }

    /// Length of an element [mm].
    public var spacing: Double { length / Double(elements) }
}

extension TissueMatrices {
    /// The matrices of a cable of unit cross-section (1 mm²).
    ///
    /// - Throws: ``MonodomainError/notPositive(quantity:value:unit:place:)``.
    public init(_ cable: Cable, mass blend: MassBlend) throws(MonodomainError) {
        for (quantity, value, unit) in [
            ("the length", cable.length, "mm"),
            ("the number of elements", Double(cable.elements), "1"),
            ("the conductivity", cable.conductivity, "mS/mm"),
            ("the capacitance", cable.capacitance, "uF/mm3"),
        ] where !(value > 0 && value.isFinite) {
            throw .notPositive(quantity: quantity, value: value, unit: unit, place: "the cable")
        }
        let nodes = cable.elements + 1
        let h = cable.spacing
        let size = h / (cable.conductivity / cable.capacitance).squareRoot()
        let w =
            switch blend {
            case .consistent: 0.0
            case .lumped: 1.0
            case .weight(let w): w
            case .directional: MassBlend.weight(forRelativeSize: size)
            }
        let pairs = (0..<cable.elements).flatMap { [Int32($0), Int32($0 + 1)] }
        var stiffness = CSRMatrix(pattern: pairs, perCell: 2, rows: nodes)
        var mass = stiffness.value
        var capacitance = [Double](repeating: 0, count: nodes)
        for element in 0..<cable.elements {
            for a in [element, element + 1] {
                capacitance[a] += 0.5 * h * cable.capacitance
                for b in [element, element + 1] {
                    guard let k = stiffness.position(a, b) else { continue }
                    stiffness.value[k] += (a == b ? 1 : -1) * cable.conductivity / h
                    let share = a == b ? (2 + w) / 6 : (1 - w) / 6
                    mass[k] += share * h * cable.capacitance
                }
            }
        }
        self.init(
            points: (0..<nodes).map { Vec3(h * Double($0), 0, 0) }, stiffness: stiffness,
            mass: mass,
            capacitance: capacitance, volume: capacitance.map { $0 / cable.capacitance })
    }
}

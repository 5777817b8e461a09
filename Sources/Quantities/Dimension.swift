/// Exponents of the base dimensions of a unit.
///
/// Voltage and current are bases of their own, as is the angle: in the internal system (mV, µA next
/// to mN·mm/ms) electrical and mechanical power are not coherent, and an angle is no bare number.
public struct Dimension: Sendable, Hashable {
    /// Length, mass, time, voltage, current, amount of substance, temperature, angle.
    var exponents: SIMD8<Int8>

    init(_ exponents: SIMD8<Int8>) { self.exponents = exponents }

    /// The dimension of plain numbers.
    public static let one = Dimension(.zero)
    static let length = Dimension([1, 0, 0, 0, 0, 0, 0, 0])
    static let mass = Dimension([0, 1, 0, 0, 0, 0, 0, 0])
    static let time = Dimension([0, 0, 1, 0, 0, 0, 0, 0])
    static let voltage = Dimension([0, 0, 0, 1, 0, 0, 0, 0])
    static let current = Dimension([0, 0, 0, 0, 1, 0, 0, 0])
    static let amount = Dimension([0, 0, 0, 0, 0, 1, 0, 0])
    static let temperature = Dimension([0, 0, 0, 0, 0, 0, 1, 0])
    static let angle = Dimension([0, 0, 0, 0, 0, 0, 0, 1])

    static let volume = length ^ 3
    static let frequency = time ^ -1
    static let force = mass * length * (time ^ -2)
    static let pressure = force * (length ^ -2)
    static let energy = force * length
    static let conductance = current * (voltage ^ -1)
    static let capacitance = current * time * (voltage ^ -1)

    static func * (a: Dimension, b: Dimension) -> Dimension {
        Dimension(a.exponents &+ b.exponents)
    }

    static func ^ (a: Dimension, power: Int8) -> Dimension {
        Dimension(a.exponents &* SIMD8(repeating: power))
    }

    /// What people call it ("a pressure"), or the internal unit when it has no name.
    public var name: String { Self.names[self] ?? "a quantity in \(internalUnit)" }

    private static let names: [Dimension: String] = [
        one: "a plain number", length: "a length", mass: "a mass", time: "a time",
        voltage: "a voltage", current: "a current", amount: "an amount of substance",
        temperature: "a temperature", angle: "an angle", length ^ 2: "an area",
        volume: "a volume", frequency: "a rate", force: "a force", pressure: "a pressure",
        energy: "an energy", length * frequency: "a speed", volume * frequency: "a flow",
        pressure * frequency: "a pressure rate", pressure * time * (volume ^ -1): "a resistance",
        volume * (pressure ^ -1): "a compliance", pressure * (volume ^ -1): "an elastance",
        pressure * time * time * (volume ^ -1): "an inertance",
        amount * (volume ^ -1): "a concentration", conductance: "a conductance",
        conductance * (length ^ -1): "a conductivity", capacitance: "a capacitance",
        capacitance * (length ^ -2): "a capacitance per area", mass * (volume ^ -1): "a density",
        energy * frequency: "a power",
    ]

    private var internalUnit: String {
        let bases = ["mm", "mg", "ms", "mV", "uA", "pmol", "K", "rad"]
        return bases.indices.filter { exponents[$0] != 0 }
            .map { exponents[$0] == 1 ? bases[$0] : "\(bases[$0])\(exponents[$0])" }
            .joined(separator: ".")
    }
}

public import Electrophysiology
public import HeartModel
import Quantities

/// The requests a reduced model may answer.
public struct ParameterBox: Sendable, Equatable {
    /// One parameter that training varied.
    public struct Axis: Sendable, Equatable {
        /// Dotted name.
        public var name: String
        /// Ends, in the unit of the parameter's card.
        public var low: Double
        public var high: Double

        /// Makes an axis.
        public init(name: String, low: Double, high: Double) {
            self.name = name
            self.low = low
            self.high = high
        }
    }

    /// The axes, by name.
    public var axes: [Axis]
    /// Identifiers of the activation patterns that training saw.
    public var activations: [String]
    /// The parameters that training started from.
    public var base: HeartParameters

    /// Makes a box.
    public init(axes: [Axis], activations: [String], base: HeartParameters) {
        self.axes = axes.sorted { $0.name < $1.name }
        self.activations = activations
        self.base = base
    }

    /// The box around a patient: contractility of either ventricle, blood volume, systemic arterial resistance,
    /// heart rate.
    ///
    /// Widths are choices: the changes that drugs, fluid and exercise of a day make.
    ///
    /// - Throws: `HeartModelError` for parameters without a value.
    public init(around base: HeartParameters, activations: [String]) throws {
        let widths: [(String, ClosedRange<Double>)] = [
            ("circulation.bloodVolume", 0.95...1.05), ("circulation.heartRate", 0.8...1.3),
            ("circulation.systemicArterialResistance", 0.7...1.3),
            ("wall.contractilityLeft", 0.75...1.25), ("wall.contractilityRight", 0.75...1.25),
        ]
        self.init(
            axes: try widths.map {
                let value = try base.value($0.0)
                return Axis(
                    name: $0.0, low: $0.1.lowerBound * value, high: $0.1.upperBound * value)
            }, activations: activations, base: base)
    }

    /// Why a request is outside; empty inside.
    ///
    /// Parameters of the circulation that are no axis may be anything: the wall meets them by its volumes and
    /// pressures only, and the estimate judges those. Everything else must be as in training.
    public func reasonsOutside(
        _ parameters: HeartParameters, activation: ActivationProtocol
    ) throws -> [String] {
        var reasons: [String] = []
        if !activations.contains(activation.identifier) {
            reasons.append(
                "activation \"\(activation.identifier)\" (trained: "
                    + activations.joined(separator: ", ") + ")")
        }
        for choice in HeartChoices.all where base.choice(choice) != parameters.choice(choice) {
            reasons.append("\(choice.name) = \(parameters.choice(choice))")
        }
        for axis in axes {
            let value = try parameters.value(axis.name)
            let slack = 1e-9 * abs(axis.high)
            if value < axis.low - slack || value > axis.high + slack {
                let unit = HeartParameters.card(axis.name)?.unit ?? ""
                reasons.append(
                    "\(axis.name) = \(value) \(unit), trained \(axis.low) to \(axis.high) \(unit)")
            }
        }
        let varied = Set(axes.map(\.name))
        for name in HeartParameters.names
        where !name.hasPrefix("circulation.") && !varied.contains(name)
            && parameters.isInUse(name)
        {
            let (asked, trained) = (try parameters.value(name), try base.value(name))
            // Values go through units and come back.
            if abs(asked - trained) > 1e-9 * abs(trained) {
                reasons.append("\(name) = \(asked), trained at \(trained) only")
            }
        }
        return reasons
    }

    /// The parameters at a place of the box, each axis from 0 to 1.
    public func parameters(at place: [Double]) throws -> HeartParameters {
        var result = base
        for (axis, part) in zip(axes, place) {
            try result.set(axis.name, axis.low + part * (axis.high - axis.low))
        }
        return result
    }

    /// Where the base is, each axis from 0 to 1.
    public func basePlace() throws -> [Double] {
        try axes.map { (try base.value($0.name) - $0.low) / ($0.high - $0.low) }
    }
}

public import Circulation
import Quantities

extension LoopParameters {
    /// Names of the ventricles' walls in ``circuit(learned:right:with:)``.
    public static let learnedWalls = (left: "leftVentricleWall", right: "rightVentricleWall")

    /// The closed loop of these parameters with ventricles learned from three-dimensional ones.
    ///
    /// - Parameters:
    ///   - left: values of the law `learned-ventricle` for the left ventricle, in the units of its card.
    ///   - right: the same for the right one.
    ///   - resting: the loop that the ventricles belong to. Where elastance or passive pressure of its ventricles
    ///     differ here, the learned ones change by the same ratio.
    public func circuit(
        learned left: [String: Double], right: [String: Double],
        with resting: LoopParameters
    ) -> CircuitDescription {
        var circuit = circuit
        for (place, compartment) in circuit.compartments.enumerated()
        where ["leftVentricle", "rightVentricle"].contains(compartment.name) {
            circuit.compartments[place] = .init(compartment.name, Cavity.self)
        }
        func wall(
            _ name: String, of cavity: String, _ prefix: String, _ values: [String: Double]
        ) -> CircuitDescription.Enclosure {
            func ratio(_ parameter: String) -> Double {
                self[prefix + parameter] / resting[prefix + parameter]
            }
            var values = values
            values["contractility", default: 1] *= ratio("ActiveElastance")
            for name in ["passivePressure", "passiveStiffness"] {
                let own = LearnedVentricle.card.parameters.first { $0.name == name }
                values[name, default: own?.defaultValue ?? 0] *= ratio(
                    name == "passivePressure" ? "PassivePressure" : "PassiveStiffness")
            }
            return .init(name, LearnedVentricle.self, members: [cavity], values)
        }
        circuit.enclosures += [
            wall(Self.learnedWalls.left, of: "leftVentricle", "leftVentricular", left),
            wall(Self.learnedWalls.right, of: "rightVentricle", "rightVentricular", right),
        ]
        return circuit
    }
}

extension WallContractility {
    /// The same where the ventricles were learned from three-dimensional ones.
    public static let learned = [
        (
            wall: "wall.contractilityLeft",
            circuit: LoopParameters.learnedWalls.left + ".contractility"
        ),
        (
            wall: "wall.contractilityRight",
            circuit: LoopParameters.learnedWalls.right + ".contractility"
        ),
    ]

    /// The parameters of a circuit that a contractility multiplies, by what its ventricles are.
    public static func of(_ plan: CircuitPlan) -> [(wall: String, circuit: String)] {
        if plan.muscleNames.contains("ventricles") { return walls }
        return plan.enclosureNames.contains(LoopParameters.learnedWalls.left)
            ? learned : elastances
    }
}

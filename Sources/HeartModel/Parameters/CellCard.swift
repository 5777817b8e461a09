import Ionics
public import Quantities

/// What the ventricular cells of the three-dimensional heart may differ in from their membrane model: potassium outside, and
/// what drugs leave of currents.
public enum CellCard {
    /// Factors on conductances by the names that the model has for them.
    private static let conductances = [
        (name: "calcium", conductance: "PCa", what: "L-type calcium current"),
        (name: "inwardRectifier", conductance: "gK1", what: "inward rectifier"),
        (name: "lateSodium", conductance: "gNaL", what: "late sodium current"),
        (name: "rapidRectifier", conductance: "gKr", what: "rapid delayed rectifier"),
        (name: "slowRectifier", conductance: "gKs", what: "slow delayed rectifier"),
        (name: "sodium", conductance: "gNa", what: "fast sodium current"),
        (name: "transientOutward", conductance: "gto", what: "transient outward current"),
    ]

    /// The parameters.
    public static let parameters: [ParameterCard] =
        conductances.map {
            ParameterCard(
                $0.name, "Factor on the \($0.what) of ventricular cells", unit: "1", default: 1,
                range: 0...5,
                source:
                    "1 is the membrane model; calibrate --heart finds that of the rapid delayed rectifier from the QT "
                    + "interval, where it stands for all currents that repolarise")
        } + [
            ParameterCard(
                "potassium", "Potassium outside of ventricular cells", unit: "mM", default: 5,
                range: 1.5...12, source: "that of the membrane model")
        ]

    /// A cell with these values; those of the membrane model stay as they are.
    ///
    /// - Throws: `IonicsError` for a value that the model does not admit.
    static func cell(
        _ cell: CellType, of model: any IonicModel.Type, _ values: [String: Double]
    ) throws(IonicsError) -> CellType {
        var factors: [String: Double] = [:]
        for entry in conductances {
            if let factor = values[entry.name], factor != 1 { factors[entry.conductance] = factor }
        }
        var cell = try cell.scaling(factors, of: model.card, name: cell.name)
        cell.parameters["ko"] = values["potassium"] ?? cell.parameters["ko"]
        return cell
    }
}

public import Quantities

/// Parameters of the ventricular muscle cells.
public enum CellCard {
    /// The parameters, in the unit people use.
    public static let parameters: [ParameterCard] = [
        ParameterCard(
            rapidRectifier, "Factor on the rapid delayed rectifier current IKr of all cells",
            unit: "1", default: 1, range: 0.1...5,
            source:
                "1 is the published cell; found by calibrate --heart from the QT interval, where it stands for "
                + "all currents that repolarise")
    ]

    static let rapidRectifier = "rapidRectifier"
    /// The conductance of the cell model that it multiplies.
    static let conductance = "gKr"
}

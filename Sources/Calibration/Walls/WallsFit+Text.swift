import Circuits
import Quantities

extension WallsFit {
    /// For a terminal.
    public var text: String {
        let rows = readings.map { reading in
            [
                reading.name + (reading.measured ? "" : " (the elastances')"),
                reading.target.short, "±", reading.deviation.short, reading.before.short,
                reading.after.short, reading.unit,
            ]
        }
        let found = AdultWalls.Factor.allCases.map { factor in
            "\(factor.rawValue) \((factors[factor] ?? 1).short)"
        }.joined(separator: ", ")
        return
            (["walls of the loop's ventricles, times the healthy adult's: \(found)", ""]
            + AlignedText.lines(
                [["aimed at", "", "", "", "adult's walls", "fitted walls", ""]] + rows)).joined(
                separator: "\n")
    }
}

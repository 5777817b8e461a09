import Ionics
import Quantities

/// Positions of the parameters of ``BuenoOrovio2008``.
enum BuenoOrovioParameter: Int, CaseIterable {
    case uO, uU, thetaV, thetaW, thetaVMinus, thetaO
    case tauV1, tauV2, tauVPlus, tauW1, tauW2, kW, uW, tauWPlus
    case tauFi, tauO1, tauO2, tauSo1, tauSo2, kSo, uSo
    case tauS1, tauS2, kS, uS, tauSi, tauWInf, wInf
}

extension BuenoOrovio2008 {
    private static let source = "Bueno-Orovio et al. 2008, doi:10.1016/j.jtbi.2008.03.029, table 1"

    private static func constant(
        _ parameter: BuenoOrovioParameter, _ summary: String, unit: String = "1", _ value: Double,
        _ range: ClosedRange<Double>? = nil
    ) -> ParameterCard {
        ParameterCard(
            "\(parameter)", summary, unit: unit, default: value,
            range: range ?? value / 20...20 * value, source: source)
    }

    private static func time(
        _ parameter: BuenoOrovioParameter, _ summary: String, _ value: Double
    ) -> ParameterCard {
        // Wide enough for the three parameter sets.
        constant(parameter, summary, unit: "ms", value, value / 1000...20 * value)
    }

    static let card = ModelCard(
        identifier: "bueno-orovio-2008",
        summary: "Minimal human ventricular model of Bueno-Orovio (epi, endo, mid), no ions",
        source: "Bueno-Orovio et al., J. Theor. Biol. 253 (2008) 544-560, "
            + "doi:10.1016/j.jtbi.2008.03.029",
        states: ["v", "fast", "slow", "s"],
        parameters: [
            constant(.uO, "Scaled resting voltage", 0, -0.5...0.5),
            constant(.uU, "Scaled upper voltage of the fast inward current", 1.55, 1...3),
            constant(.thetaV, "Threshold of the fast inward current", 0.3, 0...1),
            constant(.thetaW, "Threshold of the slow currents", 0.13, 0...1),
            constant(.thetaVMinus, "Threshold of the fast gate's limit", 0.006, 0...1),
            constant(.thetaO, "Threshold of the resting conductance", 0.006, 0...1),
            time(.tauV1, "Opening of the fast gate below its threshold", 60),
            time(.tauV2, "Opening of the fast gate above its threshold", 1150),
            time(.tauVPlus, "Closing of the fast gate", 1.4506),
            time(.tauW1, "Opening of the slow gate at rest", 60),
            time(.tauW2, "Opening of the slow gate, depolarised", 15),
            constant(.kW, "Steepness between both", 65),
            constant(.uW, "Voltage between both", 0.03, 0...1),
            time(.tauWPlus, "Closing of the slow gate", 200),
            time(.tauFi, "Time constant of the fast inward current", 0.11),
            time(.tauO1, "Time constant of the resting current below its threshold", 400),
            time(.tauO2, "Time constant of the resting current above its threshold", 6),
            time(.tauSo1, "Time constant of the outward current, low", 30.0181),
            time(.tauSo2, "Time constant of the outward current, high", 0.9957),
            constant(.kSo, "Steepness between both", 2.0458),
            constant(.uSo, "Voltage between both", 0.65, 0...2),
            time(.tauS1, "Time constant of s below the threshold", 2.7342),
            time(.tauS2, "Time constant of s above the threshold", 16),
            constant(.kS, "Steepness of the limit of s", 2.0994),
            constant(.uS, "Half voltage of the limit of s", 0.9087, 0...2),
            time(.tauSi, "Time constant of the slow inward current", 1.8875),
            constant(.tauWInf, "Scale of the slow gate's limit at rest", 0.07, 0.005...1),
            constant(.wInf, "Limit of the slow gate, depolarised", 0.94, 0...1),
        ])

    /// Columns epi, endo and M of table 1.
    static let cellTypes = [
        CellType("epi"),
        CellType(
            "endo",
            parameters: [
                "uU": 1.56, "thetaVMinus": 0.2, "tauV1": 75, "tauV2": 10, "tauW1": 6, "tauW2": 140,
                "kW": 200, "uW": 0.016, "tauWPlus": 280, "tauFi": 0.1, "tauO1": 470, "tauSo1": 40,
                "tauSo2": 1.2, "kSo": 2, "tauS2": 2, "tauSi": 2.9013, "tauWInf": 0.0273,
                "wInf": 0.78,
            ]),
        CellType(
            "mid",
            parameters: [
                "uU": 1.61, "thetaVMinus": 0.1, "thetaO": 0.005, "tauV1": 80, "tauV2": 1.4506,
                "tauW1": 70, "tauW2": 8, "kW": 200, "uW": 0.016, "tauWPlus": 280, "tauFi": 0.078,
                "tauO1": 410, "tauO2": 7, "tauSo1": 91, "tauSo2": 0.8, "kSo": 2.1, "uSo": 0.6,
                "tauS2": 4, "tauSi": 3.3849, "tauWInf": 0.01, "wInf": 0.5,
            ]),
    ]
}

import Quantities

/// Positions of the states of ``TenTusscherPanfilov2006``.
enum TP06State {
    static let v = 0
    static let cai = 1
    static let casr = 2
    static let cass = 3
    static let nai = 4
    static let ki = 5
    static let m = 6
    static let h = 7
    static let j = 8
    static let xr1 = 9
    static let xr2 = 10
    static let xs = 11
    static let r = 12
    static let s = 13
    static let d = 14
    static let f = 15
    static let f2 = 16
    static let fcass = 17
    static let rbar = 18
}

/// Positions of the parameters of ``TenTusscherPanfilov2006``.
enum TP06Parameter {
    static let gNa = 0
    static let gto = 1
    static let endocardialIto = 2
    static let gKr = 3
    static let gKs = 4
    static let gK1 = 5
    static let gCaL = 6
    static let pNaK = 7
    static let kNaCa = 8
    static let gpCa = 9
    static let gpK = 10
    static let gbCa = 11
    static let gbNa = 12
    static let uptake = 13
    static let release = 14
    static let leak = 15
    static let nao = 16
    static let cao = 17
    static let ko = 18
}

extension TenTusscherPanfilov2006 {
    private static let source =
        "ten Tusscher & Panfilov 2006, doi:10.1152/ajpheart.00109.2006, appendix"

    private static func scale(
        _ name: String, _ summary: String, unit: String = "mS/uF", _ value: Double
    ) -> ParameterCard {
        // Ten times the default leaves room for gain of function, zero for complete block.
        ParameterCard(
            name, summary, unit: unit, default: value, range: 0...10 * value, source: source)
    }

    static let card = ModelCard(
        identifier: "ten-tusscher-panfilov-2006",
        summary: "Human ventricular cell of ten Tusscher and Panfilov (epi, endo, mid)",
        source: "ten Tusscher & Panfilov, Am. J. Physiol. Heart Circ. Physiol. 291 (2006) "
            + "H1088-H1100, doi:10.1152/ajpheart.00109.2006",
        states: [
            "v", "cai", "casr", "cass", "nai", "ki", "m", "h", "j", "xr1", "xr2", "xs", "r", "s",
            "d", "f", "f2", "fcass", "rbar",
        ],
        parameters: [
            scale("gNa", "Fast sodium conductance", 14.838),
            scale("gto", "Transient outward conductance", 0.294),
            ParameterCard(
                "endocardialIto", "Endocardial (1) or epicardial (0) transient outward kinetics",
                unit: "1", default: 0, range: 0...1, source: source),
            scale("gKr", "Rapid delayed rectifier conductance", 0.153),
            scale("gKs", "Slow delayed rectifier conductance", 0.392),
            scale("gK1", "Inward rectifier conductance", 5.405),
            scale("gCaL", "L-type calcium permeability", unit: "L/F/s", 0.0398),
            scale("PNaK", "Sodium-potassium pump maximum", unit: "A/F", 2.724),
            scale("kNaCa", "Sodium-calcium exchanger maximum", unit: "A/F", 1000),
            scale("gpCa", "Sarcolemmal calcium pump maximum", unit: "A/F", 0.1238),
            scale("gpK", "Plateau potassium conductance", 0.0146),
            scale("gbCa", "Background calcium conductance", 0.000592),
            scale("gbNa", "Background sodium conductance", 0.00029),
            scale("uptake", "Maximum calcium uptake", unit: "mM/ms", 0.006375),
            scale("release", "Maximum calcium release rate", unit: "1/ms", 0.102),
            scale("leak", "Calcium leak rate of the store", unit: "1/ms", 0.00036),
            ParameterCard(
                "nao", "Extracellular sodium", unit: "mM", default: 140, range: 100...180,
                source: source),
            ParameterCard(
                "cao", "Extracellular calcium", unit: "mM", default: 2, range: 0.5...5,
                source: source),
            ParameterCard(
                "ko", "Extracellular potassium", unit: "mM", default: 5.4, range: 1.5...12,
                source: source),
        ])

    /// Initial state of the authors' epicardial code.
    static let initialState: [Double] = [
        -85.23, 0.000126, 3.64, 0.00036, 8.604, 136.89, 0.00172, 0.7444, 0.7045, 0.00621, 0.4712,
        0.0095, 2.42e-8, 0.999998, 3.373e-5, 0.7888, 0.9755, 0.9953, 0.9073,
    ]
}

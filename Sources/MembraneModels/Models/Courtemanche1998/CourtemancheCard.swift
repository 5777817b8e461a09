import Quantities

/// Positions of the states of ``Courtemanche1998``.
enum CourtemancheState {
    static let v = 0
    static let nai = 1
    static let ki = 2
    static let cai = 3
    static let caup = 4
    static let carel = 5
    static let m = 6
    static let h = 7
    static let j = 8
    static let oa = 9
    static let oi = 10
    static let ua = 11
    static let ui = 12
    static let xr = 13
    static let xs = 14
    static let d = 15
    static let f = 16
    static let fca = 17
    static let u = 18
    static let vrel = 19
    static let w = 20
}

/// Positions of the parameters of ``Courtemanche1998``.
enum CourtemancheParameter {
    static let gNa = 0
    static let gK1 = 1
    static let gto = 2
    static let gKur = 3
    static let gKr = 4
    static let gKs = 5
    static let gCaL = 6
    static let iNaK = 7
    static let iNaCa = 8
    static let gbCa = 9
    static let gbNa = 10
    static let ipCa = 11
    static let release = 12
    static let uptake = 13
    static let nao = 14
    static let cao = 15
    static let ko = 16
}

extension Courtemanche1998 {
    private static let source =
        "Courtemanche et al. 1998, doi:10.1152/ajpheart.1998.275.1.H301, table 1"

    private static func scale(
        _ name: String, _ summary: String, unit: String = "mS/uF", _ value: Double
    ) -> ParameterCard {
        // Ten times the default leaves room for gain of function, zero for complete block.
        ParameterCard(
            name, summary, unit: unit, default: value, range: 0...10 * value, source: source)
    }

    static let card = ModelCard(
        identifier: "courtemanche-1998",
        summary: "Human atrial cell of Courtemanche, Ramirez and Nattel",
        source: "Courtemanche et al., Am. J. Physiol. Heart Circ. Physiol. 275 (1998) H301-H321, "
            + "doi:10.1152/ajpheart.1998.275.1.H301",
        states: [
            "v", "nai", "ki", "cai", "caup", "carel", "m", "h", "j", "oa", "oi", "ua", "ui", "xr",
            "xs", "d", "f", "fca", "u", "vrel", "w",
        ],
        parameters: [
            scale("gNa", "Fast sodium conductance", 7.8),
            scale("gK1", "Inward rectifier conductance", 0.09),
            scale("gto", "Transient outward conductance", 0.1652),
            scale("gKur", "Ultrarapid delayed rectifier conductance scale", 0.005),
            scale("gKr", "Rapid delayed rectifier conductance", 0.029411765),
            scale("gKs", "Slow delayed rectifier conductance", 0.12941176),
            scale("gCaL", "L-type calcium conductance", 0.12375),
            scale("INaK", "Sodium-potassium pump maximum", unit: "A/F", 0.59933874),
            scale("INaCa", "Sodium-calcium exchanger maximum", unit: "A/F", 1600),
            scale("gbCa", "Background calcium conductance", 0.001131),
            scale("gbNa", "Background sodium conductance", 0.0006744375),
            scale("IpCa", "Sarcolemmal calcium pump maximum", unit: "A/F", 0.275),
            scale("release", "Maximum calcium release rate", unit: "1/ms", 30),
            scale("uptake", "Maximum calcium uptake", unit: "mM/ms", 0.005),
            ParameterCard(
                "nao", "Extracellular sodium", unit: "mM", default: 140, range: 100...180,
                source: source),
            ParameterCard(
                "cao", "Extracellular calcium", unit: "mM", default: 1.8, range: 0.5...5,
                source: source),
            ParameterCard(
                "ko", "Extracellular potassium", unit: "mM", default: 5.4, range: 1.5...12,
                source: source),
        ])

    /// Initial state of the public Myokit definition (version 20240904).
    static let initialState: [Double] = [
        -81.9463303822041098, 13.8169746305367962, 136.355229902154434, 1.23092247890489894e-4,
        1.54668119199095355, 1.07650740580354909, 2.56385228666526068e-3, 0.970298907063270155,
        0.981123905023234988, 2.91755626557170314e-2, 0.999342865333055497, 4.58838038240151104e-3,
        0.991468962753066063, 8.33819909884048389e-4, 1.86683180787284714e-2,
        1.24231529593716656e-4, 0.951907788168154578, 0.739682838459564729, 0, 1,
        0.999233799248152699,
    ]
}

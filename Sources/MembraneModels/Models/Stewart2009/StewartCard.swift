import Quantities

/// Positions of the states of ``Stewart2009``.
enum StewartState {
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
    static let y = 18
    static let rbar = 19
}

/// Positions of the parameters of ``Stewart2009``.
enum StewartParameter {
    static let gNa = 0
    static let gto = 1
    static let gsus = 2
    static let gfK = 3
    static let gfNa = 4
    static let gKr = 5
    static let gKs = 6
    static let gK1 = 7
    static let gCaL = 8
    static let pNaK = 9
    static let kNaCa = 10
    static let gpCa = 11
    static let gpK = 12
    static let gbCa = 13
    static let gbNa = 14
    static let uptake = 15
    static let release = 16
    static let leak = 17
    static let nao = 18
    static let cao = 19
    static let ko = 20
}

extension Stewart2009 {
    private static let source = "Stewart et al. 2009, doi:10.1098/rsta.2008.0283, appendix A"

    private static func scale(
        _ name: String, _ summary: String, unit: String = "mS/uF", _ value: Double
    ) -> ParameterCard {
        // Ten times the default leaves room for gain of function, zero for complete block.
        ParameterCard(
            name, summary, unit: unit, default: value, range: 0...10 * value, source: source)
    }

    static let card = ModelCard(
        identifier: "stewart-2009",
        summary: "Human Purkinje cell of Stewart and others; fires by itself",
        source: "Stewart et al., Philos. Trans. R. Soc. A 367 (2009) 2225-2255, "
            + "doi:10.1098/rsta.2008.0283",
        states: [
            "v", "cai", "casr", "cass", "nai", "ki", "m", "h", "j", "xr1", "xr2", "xs", "r", "s",
            "d", "f", "f2", "fcass", "y", "rbar",
        ],
        parameters: [
            scale("gNa", "Fast sodium conductance", 130.5744),
            scale("gto", "Transient outward conductance", 0.08184),
            scale("gsus", "Sustained outward conductance", 0.0227),
            scale("gfK", "Potassium conductance of the pacemaker current", 0.0234346),
            scale("gfNa", "Sodium conductance of the pacemaker current", 0.0145654),
            scale("gKr", "Rapid delayed rectifier conductance", 0.0918),
            scale("gKs", "Slow delayed rectifier conductance", 0.2352),
            scale("gK1", "Inward rectifier conductance", 0.065),
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

    /// Initial state of the published CellML file.
    static let initialState: [Double] = [
        -71.2864384994752527, 1.02363913704157998e-4, 3.14149868138687083, 3.81250245527617196e-4,
        8.80505373054986329, 136.773426842998674, 2.83293473203283658e-2, 0.251110676365191021,
        0.265680422809985550, 1.34628009070351228e-2, 0.332697379577155727, 8.40127007165385360e-3,
        8.84290083740064937e-4, 0.968749754333663282, 2.16290842830038621e-4, 0.968969771502977917,
        0.996328488888527430, 0.999935288766206076, 3.84052487230444398e-2, 0.984086493577585375,
    ]
}

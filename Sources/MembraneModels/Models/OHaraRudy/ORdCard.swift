import Ionics
import Quantities

/// Positions of the states that the models of the O'Hara–Rudy family share; those of IKr follow.
enum ORdState {
    static let v = 0
    static let nai = 1
    static let nass = 2
    static let ki = 3
    static let kss = 4
    static let cai = 5
    static let cass = 6
    static let cansr = 7
    static let cajsr = 8
    static let m = 9
    static let hf = 10
    static let hs = 11
    static let j = 12
    static let hsp = 13
    static let jp = 14
    static let mL = 15
    static let hL = 16
    static let hLp = 17
    static let a = 18
    static let iF = 19
    static let iS = 20
    static let ap = 21
    static let iFp = 22
    static let iSp = 23
    static let d = 24
    static let ff = 25
    static let fs = 26
    static let fcaf = 27
    static let fcas = 28
    static let jca = 29
    static let ffp = 30
    static let fcafp = 31
    static let nca = 32
    static let xs1 = 33
    static let xs2 = 34
    static let xk1 = 35
    static let jrelnp = 36
    static let jrelp = 37
    static let camkt = 38
    /// First state of IKr.
    static let rapid = 39

    static let names = [
        "v", "nai", "nass", "ki", "kss", "cai", "cass", "cansr", "cajsr", "m", "hf", "hs", "j",
        "hsp", "jp", "mL", "hL", "hLp", "a", "iF", "iS", "ap", "iFp", "iSp", "d", "ff", "fs",
        "fcaf", "fcas", "jca", "ffp", "fcafp", "nca", "xs1", "xs2", "xk1", "jrelnp", "jrelp",
        "camkt",
    ]
}

/// Positions of the parameters that the models of the family share; those of hERG binding follow.
enum ORdParameter {
    static let gNa = 0
    static let gNaL = 1
    static let gto = 2
    static let itoSlowing = 3
    static let pCa = 4
    static let gKr = 5
    static let gKs = 6
    static let gK1 = 7
    static let gNaCa = 8
    static let pNaK = 9
    static let gKb = 10
    static let pNab = 11
    static let pCab = 12
    static let gpCa = 13
    static let release = 14
    static let uptake = 15
    static let calmodulin = 16
    static let nao = 17
    static let cao = 18
    static let ko = 19
    /// First parameter of hERG binding.
    static let binding = 20
}

/// Conductances in which the models of the family differ.
struct ORdConductances {
    var gNaL = 0.0075
    var pCa = 0.0001
    var gKr = 0.046
    var gKs = 0.0034
    var gK1 = 0.1908

    /// Cards of the shared parameters.
    func cards(source: String) -> [ParameterCard] {
        func scale(
            _ name: String, _ summary: String, unit: String = "mS/uF", _ value: Double
        ) -> ParameterCard {
            // Ten times the default leaves room for gain of function, zero for complete block.
            ParameterCard(
                name, summary, unit: unit, default: value, range: 0...10 * value, source: source)
        }
        return [
            scale("gNa", "Fast sodium conductance", 75),
            scale("gNaL", "Late sodium conductance", gNaL),
            scale("gto", "Transient outward conductance", 0.02),
            ParameterCard(
                "itoSlowing", "Epicardial speeding of transient outward inactivation",
                unit: "1", default: 0, range: 0...0.95, source: source),
            scale("PCa", "L-type calcium permeability", unit: "L/F/ms", pCa),
            scale("gKr", "Rapid delayed rectifier conductance", gKr),
            scale("gKs", "Slow delayed rectifier conductance", gKs),
            scale("gK1", "Inward rectifier conductance at 1 mM potassium", gK1),
            scale("gNaCa", "Sodium-calcium exchanger scale", unit: "C/F", 0.0008),
            scale("PNaK", "Sodium-potassium pump scale", unit: "C/F", 30),
            scale("gKb", "Background potassium conductance", 0.003),
            scale("PNab", "Background sodium permeability", unit: "L/F/ms", 3.75e-10),
            scale("PCab", "Background calcium permeability", unit: "L/F/ms", 2.5e-8),
            scale("gpCa", "Sarcolemmal calcium pump", unit: "A/F", 0.0005),
            scale("release", "Scale of calcium release", unit: "1", 1),
            scale("uptake", "Calcium uptake rate", unit: "mM/ms", 0.004375),
            ParameterCard(
                "calmodulin", "Total cytosolic calmodulin", unit: "mM", default: 0.05,
                range: 0...0.5, source: source),
            ParameterCard(
                "nao", "Extracellular sodium", unit: "mM", default: 140, range: 100...180,
                source: source),
            ParameterCard(
                "cao", "Extracellular calcium", unit: "mM", default: 1.8, range: 0.5...5,
                source: source),
            ParameterCard(
                "ko", "Extracellular potassium", unit: "mM", default: 5.4, range: 1.5...12,
                source: source),
        ]
    }

    /// Endocardium, epicardium and mid-myocardium by the factors of the supplement to the 2011 paper.
    var cellTypes: [CellType] {
        [
            CellType("endo"),
            CellType(
                "epi",
                parameters: [
                    "gNaL": 0.6 * gNaL, "gto": 4 * 0.02, "itoSlowing": 0.95, "PCa": 1.2 * pCa,
                    "gKr": 1.3 * gKr, "gKs": 1.4 * gKs, "gK1": 1.2 * gK1, "gNaCa": 1.1 * 0.0008,
                    "PNaK": 0.9 * 30, "gKb": 0.6 * 0.003, "uptake": 1.3 * 0.004375,
                    "calmodulin": 1.3 * 0.05,
                ]),
            CellType(
                "mid",
                parameters: [
                    "gto": 4 * 0.02, "PCa": 2.5 * pCa, "gKr": 0.8 * gKr, "gK1": 1.3 * gK1,
                    "gNaCa": 1.4 * 0.0008, "PNaK": 0.7 * 30, "release": 1.7,
                ]),
        ]
    }
}

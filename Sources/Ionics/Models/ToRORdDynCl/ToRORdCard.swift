import Quantities

/// Positions of the states of ``ToRORdDynCl``.
enum ToRORdState {
    static let v = 0
    static let nai = 1
    static let nass = 2
    static let ki = 3
    static let kss = 4
    static let cai = 5
    static let cass = 6
    static let cansr = 7
    static let cajsr = 8
    static let cli = 9
    static let clss = 10
    static let m = 11
    static let h = 12
    static let j = 13
    static let hp = 14
    static let jp = 15
    static let mL = 16
    static let hL = 17
    static let hLp = 18
    static let a = 19
    static let iF = 20
    static let iS = 21
    static let ap = 22
    static let iFp = 23
    static let iSp = 24
    static let d = 25
    static let ff = 26
    static let fs = 27
    static let fcaf = 28
    static let fcas = 29
    static let jca = 30
    static let ffp = 31
    static let fcafp = 32
    static let ncai = 33
    static let ncass = 34
    static let c2 = 35
    static let c1 = 36
    static let o = 37
    static let i = 38
    static let xs1 = 39
    static let xs2 = 40
    static let jrelnp = 41
    static let jrelp = 42
    static let camkt = 43
}

/// Positions of the parameters of ``ToRORdDynCl``.
enum ToRORdParameter {
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
    static let gClCa = 14
    static let gClb = 15
    static let release = 16
    static let uptake = 17
    static let calmodulin = 18
    static let nao = 19
    static let cao = 20
    static let ko = 21
    static let clo = 22
}

extension ToRORdDynCl {
    private static let source = "Tomek et al. 2019, doi:10.7554/eLife.48890, supplement 15.3"
    private static let chloride =
        "Tomek et al. 2020, doi:10.1101/2020.06.01.127043"

    private static func conductance(
        _ name: String, _ summary: String, unit: String = "mS/uF", _ value: Double
    ) -> ParameterCard {
        // Ten times the default leaves room for gain of function, zero for complete block.
        ParameterCard(
            name, summary, unit: unit, default: value, range: 0...10 * value, source: source)
    }

    static let card = ModelCard(
        identifier: "tor-ord-dyncl",
        summary: "Human ventricular cell, ToR-ORd with dynamic chloride (endo, epi, mid)",
        source: "Tomek et al., eLife 8 (2019) e48890, doi:10.7554/eLife.48890; "
            + "bioRxiv (2020), doi:10.1101/2020.06.01.127043",
        states: [
            "v", "nai", "nass", "ki", "kss", "cai", "cass", "cansr", "cajsr", "cli", "clss", "m",
            "h", "j", "hp", "jp", "mL", "hL", "hLp", "a", "iF", "iS", "ap", "iFp", "iSp", "d", "ff",
            "fs", "fcaf", "fcas", "jca", "ffp", "fcafp", "ncai", "ncass", "c2", "c1", "o", "i",
            "xs1", "xs2", "jrelnp", "jrelp", "camkt",
        ],
        parameters: [
            conductance("gNa", "Fast sodium conductance", 11.7802),
            conductance("gNaL", "Late sodium conductance", 0.0279),
            conductance("gto", "Transient outward conductance", 0.16),
            ParameterCard(
                "itoSlowing", "Epicardial speeding of transient outward inactivation",
                unit: "1", default: 0, range: 0...0.95, source: source),
            conductance("PCa", "L-type calcium permeability", unit: "L/F/ms", 8.3757e-5),
            conductance("gKr", "Rapid delayed rectifier conductance", 0.0321),
            conductance("gKs", "Slow delayed rectifier conductance", 0.0011),
            conductance("gK1", "Inward rectifier conductance", 0.6992),
            conductance("gNaCa", "Sodium-calcium exchanger scale", unit: "C/F", 0.0034),
            conductance("PNaK", "Sodium-potassium pump scale", unit: "C/F", 15.4509),
            conductance("gKb", "Background potassium conductance", 0.0189),
            conductance("PNab", "Background sodium permeability", unit: "L/F/ms", 1.9239e-9),
            conductance("PCab", "Background calcium permeability", unit: "L/F/ms", 5.9194e-8),
            conductance("gpCa", "Sarcolemmal calcium pump", unit: "A/F", 0.0005),
            conductance("gClCa", "Calcium-activated chloride conductance", 0.2843),
            conductance("gClb", "Background chloride conductance", 0.00198),
            conductance("release", "Scale of calcium release", unit: "1", 1.5378),
            conductance("uptake", "Calcium uptake rate", unit: "mM/ms", 0.005425),
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
                "ko", "Extracellular potassium", unit: "mM", default: 5, range: 1.5...12,
                source: source),
            ParameterCard(
                "clo", "Extracellular chloride", unit: "mM", default: 150, range: 80...180,
                source: chloride),
        ])

    /// Endocardial cell at its steady state under 1 Hz pacing, from the authors' code.
    static let initialState: [Double] = [
        -89.74808, 12.39736, 12.3977, 147.7115, 147.7114, 7.453481e-5, 6.497341e-5, 1.528001,
        1.525693, 29.20698, 29.20696, 6.517154e-4, 0.8473267, 0.8471657, 0.7018454, 0.8469014,
        1.351203e-4, 0.5566017, 0.3115491, 8.899259e-4, 0.9996716, 0.5988908, 4.534165e-4,
        0.9996716, 0.6620692, 1.588841e-31, 1, 0.9401791, 1, 0.9999014, 0.9999846, 1, 1,
        8.326009e-4, 4.899378e-4, 7.936020e-4, 6.532143e-4, 2.922449e-4, 9.804083e-6, 0.243959,
        1.586167e-4, 1.808248e-22, 4.358608e-21, 1.095026e-2,
    ]
}

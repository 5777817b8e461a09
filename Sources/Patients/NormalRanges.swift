/// A range in which a healthy adult's number lies.
public struct NormalRange: Sendable, Equatable {
    /// Identifier of the `HeartMetric`.
    public var identifier: String
    /// Lowest and highest normal value, in the unit of the metric.
    public var range: ClosedRange<Double>
    /// Citation.
    public var source: String
    /// False when a number is shown beside the range without being judged by it.
    public var gated: Bool

    /// Makes a range.
    public init(
        _ identifier: String, _ range: ClosedRange<Double>, source: String, gated: Bool = true
    ) {
        self.identifier = identifier
        self.range = range
        self.source = source
        self.gated = gated
    }
}

/// Normal ranges of the healthy adult, both sexes unless a source says otherwise.
public enum NormalRanges {
    private static let petersen = "Petersen 2017, doi:10.1186/s12968-017-0327-9 (95 % range, women)"
    private static let leeuwen = "van Leeuwen 2015, via BioGears validation tables"
    private static let edwards = "Edwards Lifesciences 2009, via BioGears validation tables"

    /// The ranges, in the order of reports.
    public static let all: [NormalRange] = [
        NormalRange("lvEFPercent", 51...70, source: petersen),
        NormalRange(
            "lvSVML", 55.3...93.1, source: "Brandfonbrener 1955, via BioGears validation tables"),
        NormalRange("lvEDVML", 88...161, source: petersen),
        NormalRange("lvESVML", 31...68, source: petersen),
        NormalRange("lvSystolicMmHg", 100...140, source: "Homoud 2008, via BioGears"),
        NormalRange("lvEDPMmHg", 4...12, source: edwards),
        NormalRange(
            "lvDPdtMaxMmHgPerS", 900...2000,
            source: "895-1347 after CRT, Europace 13:984; 1541 normal, Askenazi 1984"),
        NormalRange("aorticSystolicMmHg", 100...140, source: leeuwen),
        NormalRange("aorticDiastolicMmHg", 60...90, source: leeuwen),
        NormalRange("aorticMeanMmHg", 70...105, source: leeuwen),
        NormalRange("rvSystolicMmHg", 15...30, source: edwards),
        NormalRange("rvEDPMmHg", 2...8, source: edwards),
        NormalRange(
            "rvEFPercent", 47...68, source: petersen + "; follows from the imaged volumes",
            gated: false),
        NormalRange("paSystolicMmHg", 15...30, source: edwards),
        NormalRange("paDiastolicMmHg", 4...15, source: leeuwen + "; " + edwards),
        NormalRange("paMeanMmHg", 9...18, source: edwards),
        NormalRange("laMeanMmHg", 4...12, source: leeuwen),
        NormalRange("raMeanMmHg", 2...6, source: leeuwen),
        NormalRange(
            "cardiacOutputLPerMin", 4...8,
            source: "around 5.6, Guyton & Hall 2006, via BioGears; cardiac index 2.5-4 times 1.7 m2"
        ),
        NormalRange(
            "activationTotalMs", 60...90, source: "Durrer 1970, doi:10.1161/01.CIR.41.6.899"),
        NormalRange("qrsDurationMs", 70...110, source: "UK Biobank 77-97; AHA/ACC/HRS below 110"),
        NormalRange("glsPercent", -23...(-14), source: "CMR-FT and echo, 10 cohorts"),
        NormalRange(
            "wallThickeningPercent", 15...60, source: "above 15 %; 32 +- 5 % JCMR 2022 (n = 566)"),
        NormalRange("lvTwistDegrees", 4...20, source: "CMR tagging and echo"),
    ]

    /// The range of a metric, where there is one.
    public static func range(_ identifier: String) -> NormalRange? {
        all.first { $0.identifier == identifier }
    }
}

import Quantities

/// The cards of a chamber's timing, the last five parameters of every contracting law.
enum ContractionCards {
    private static let scaling =
        "square root: Bazett 1920, doi:10.1111/j.1542-474X.1997.tb00325.x; atria 0.25: Chung et al. 2004, "
        + "doi:10.1152/ajpheart.00404.2004"

    static func cards(
        onset: Double, contraction: Double, relaxation: Double, exponent: Double = 0,
        riseSkew: Double = 0, source: String
    ) -> [ParameterCard] {
        [
            ParameterCard(
                "onset", "Start of contraction after the onset of the QRS", unit: "ms",
                default: onset, range: -1000...3000, source: source),
            ParameterCard(
                "contraction", "Duration of contraction in a cycle of 1 s", unit: "ms",
                default: contraction, range: 0...2000, source: source),
            ParameterCard(
                "relaxation", "Duration of relaxation in a cycle of 1 s", unit: "ms",
                default: relaxation, range: 0...2000, source: source),
            ParameterCard(
                "rateExponent",
                "Exponent of the cycle length in these durations: 0 fixed, 0.5 square root, 1 fractions",
                unit: "1", default: exponent, range: 0...1, source: scaling),
            ParameterCard(
                "riseSkew", "Skew of the rise of activation towards its start, 0 for a cosine",
                unit: "1", default: riseSkew, range: 0...20, source: source),
        ]
    }
}

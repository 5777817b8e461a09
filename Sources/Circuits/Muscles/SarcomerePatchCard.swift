public import Quantities

extension SarcomerePatch {
    /// Identity and parameters of a patch.
    public static let card = ModelCard(
        identifier: "sarcomere-patch", summary: "Patch of wall with contracting sarcomeres",
        source: walmsley, states: ["contractileLength", "activation", "strain"],
        parameters: [
            parameter(
                "referenceArea", "Area of the midwall at the reference length", "cm2", 96.69,
                0.1...500, circAdapt),
            parameter("wallVolume", "Volume of the wall", "mL", 73.57, 0.1...500, circAdapt),
            parameter(
                "delay", "Activation after the muscle's onset", "ms", 0, -200...400, "synchronous"),
            parameter(
                "activeStress", "Active stress by overlap", "kPa/um", 120, 0...1000, circAdapt),
            parameter(
                "passiveStress", "Scale of the stress of the matrix", "kPa", 0.73, 1e-3...100,
                circAdapt),
            parameter(
                "passiveExponent", "Exponent of the stress of the matrix", "1", 10, 1...60,
                circAdapt),
            parameter(
                "titinStress", "Scale of the stress of titin, a hundredth of 120 kPa", "kPa", 1.2,
                0...100, circAdapt),
            parameter(
                "titinExponent", "Exponent of the stress of titin, 2·2 µm/0.6 µm", "1", 6.667,
                1...60, circAdapt),
            parameter(
                "shorteningVelocity", "Speed of unloaded shortening", "um/s", 7, 0.1...50, circAdapt
            ),
            parameter(
                "seriesLength", "Length of the series element when isometric", "um", 0.04,
                0.005...0.2, circAdapt),
            parameter(
                "referenceLength", "Sarcomere length at the reference area", "um", 2, 1.6...2.4,
                circAdapt),
            parameter(
                "slackLength", "Contractile length without active stress", "um", 1.51, 1.2...1.8,
                circAdapt),
            parameter(
                "passiveLength", "Sarcomere length without passive stress", "um", 1.8, 1.4...2.3,
                circAdapt),
            parameter("riseFactor", "Factor of the rise time Tr", "1", 0.25, 0.05...1, circAdapt),
            parameter("decayFactor", "Factor of the decay time Td", "1", 0.25, 0.05...1, circAdapt),
            parameter(
                "durationOffset", "Share of the duration at no overlap a", "1", 0.65, 0...2,
                circAdapt),
            parameter("durationByLength", "Its growth with length b", "1", 1.057, 0...5, circAdapt),
            parameter(
                "activationByLength", "Growth of activation with overlap β", "1/um2", 4, 0...20,
                circAdapt),
            parameter(
                "durationFactor", "Factor on the duration of activation", "1", 1, 0.2...3,
                definition),
            parameter("contractility", "Factor on active stress", "1", 1, 0...5, definition),
            parameter("scarShare", "Share of scar s", "1", 0, 0...1, definition),
            parameter(
                "scarStiffening", "Stiffness of scar by that of muscle f", "1", 10, 1...200,
                "assumed"),
        ])

    private static let walmsley = "Walmsley et al. 2015, doi:10.1371/journal.pcbi.1004284"
    private static let circAdapt =
        "reference of the published code of CircAdapt; Walmsley et al. 2015, doi:10.1371/journal.pcbi.1004284"
    private static let definition = "definition"

    private static func parameter(
        _ name: String, _ summary: String, _ unit: String, _ value: Double,
        _ range: ClosedRange<Double>, _ source: String
    ) -> ParameterCard {
        ParameterCard(name, summary, unit: unit, default: value, range: range, source: source)
    }
}

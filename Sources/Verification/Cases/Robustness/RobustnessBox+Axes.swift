// The parameters that are drawn, with their ranges and the reasons for them.
extension RobustnessBox {
    static let wall: [Axis] = [
        factor("wall.passiveScaleLeft", 0.2...5, "a factor of five either way of the patient's 1"),
        factor("wall.passiveScaleRight", 0.2...5, "a factor of five either way of the patient's 1"),
        even(
            "wall.contractilityLeft", 0...4,
            "from muscle that does not contract to three times the patient's 1.4"),
        even(
            "wall.contractilityRight", 0...4,
            "from muscle that does not contract to three times the patient's 1.45"),
        even("wall.transverseActive", 0...0.6),
        factor(
            "wall.viscosity", 1...5000, "the card's range down to a hundredth of the default"),
        factor(
            "wall.bulkModulus", 200...10_000, "below, the wall is no longer nearly incompressible"),
        factor("wall.ringStiffness", 3...100, "rims are fibrous: stiffer than muscle"),
        factor(
            "wall.valvePlaneStiffness", 10_000...200_000,
            "with less, closed valves give way by centimetres"),
        factor("wall.pericardiumStiffness", 0.02...2, "a factor of ten either way of the default"),
        factor("wall.pericardiumDamping", 5e-4...0.05, "a factor of ten either way of the default"),
        even("wall.pericardiumBasal", 0...1),
        factor(
            "wall.baseAxialStiffness", 0.001...1,
            "a tenth of the default to the largest in its source"),
        factor("wall.baseLateralStiffness", 0.01...1, "a factor of ten either way of the default"),
        even(
            "fibres.alphaEndoLeft", 40...90,
            "helices of hearts: right-handed inside, left-handed outside"),
        even(
            "fibres.alphaEpiLeft", -90...(-30),
            "helices of hearts: right-handed inside, left-handed outside"),
        even(
            "fibres.alphaEndoRight", 40...90,
            "helices of hearts: right-handed inside, left-handed outside"),
        even(
            "fibres.alphaEpiRight", -90...0,
            "helices of hearts: right-handed inside, left-handed outside"),
    ]

    static let contraction: [Axis] = [
        factor(
            "contraction.referenceTension", 60...240, "a factor of two either way of the default"),
        factor(
            "contraction.calciumHalf", 0.1...0.4,
            "half to twice the patient's 0.19; with the published 0.805 hearts are almost silent"),
        even("contraction.lengthCalcium", -0.3...0, "with more, long muscle would need no calcium"),
        even("contraction.lengthTension", 0...2.3, "up to the published value"),
        even("contraction.troponinExponent", 2...5, "from the published value on"),
        even(
            "contraction.tropomyosinExponent", 2...6,
            "about the values of two calibrations, 2 and 5"),
        factor(
            "contraction.tropomyosinRate", 0.002...0.2,
            "about the values of two calibrations, 0.02 and 0.006"),
        factor(
            "contraction.powerStrokeRate", 0.004...0.1,
            "a third of the published value to the card's end"),
        even("contraction.dutyRatio", 0.1...0.4, "about the published value"),
    ]

    static let image: [Axis] = [
        factor("heart.endDiastolicPressureLeft", 3...30, "from emptied to failing hearts")
    ]

    /// The right end-diastolic pressure over the left one [1].
    static let rightShare = even(
        "heart.endDiastolicPressureRight", 0.2...0.75,
        "a septum that is imaged convex to the right has the higher pressure on its left")

    static let blood: [Axis] = [
        even("circulation.heartRate", 25...220),
        even(
            "circulation.bloodVolume", 4300...6500,
            "from shock to overload; vessels alone hold 4061 mL without pressure"),
        factor(
            "circulation.systemicArterialResistance", 0.3...3,
            "a factor of three either way of the default"),
        factor(
            "circulation.systemicArterialCompliance", 0.4...4,
            "a factor of three either way of the default"),
        factor(
            "circulation.systemicCharacteristicResistance", 0.01...0.15,
            "a factor of four either way of the default"),
        factor(
            "circulation.systemicVenousCompliance", 40...250,
            "about a third to twice the default"),
        factor(
            "circulation.pulmonaryArterialResistance", 0.02...0.8,
            "up to ten times the default, pulmonary hypertension"),
        factor(
            "circulation.pulmonaryArterialCompliance", 1...15,
            "down to a sixth of the default, pulmonary hypertension"),
        factor(
            "circulation.pulmonaryVenousCompliance", 8...60,
            "about a third to twice the default"),
        factor(
            "circulation.leftAtrialActiveElastance", 0.05...1.5, "from fibrillation to hypertrophy"),
        factor(
            "circulation.rightAtrialActiveElastance", 0.05...1.5, "from fibrillation to hypertrophy"
        ),
        factor(
            "circulation.leftAtrialPassiveStiffness", 0.012...0.072, "a third to twice the default"),
        factor(
            "circulation.rightAtrialPassiveStiffness", 0.03...0.15, "a third to twice the default"),
    ]

    static let valves: [Axis] = [
        stenosis("aortic", 0.5...6), stenosis("mitral", 0.7...8),
        stenosis("pulmonary", 0.5...6), stenosis("tricuspid", 1...9),
        leak("aortic", 0.4), leak("mitral", 0.5), leak("pulmonary", 0.4), leak("tricuspid", 0.6),
    ]

    private static func stenosis(_ valve: String, _ range: ClosedRange<Double>) -> Axis {
        factor("circulation.\(valve)OpenArea", range, "from severe stenosis to a wide valve")
    }

    private static func leak(_ valve: String, _ area: Double) -> Axis {
        even("circulation.\(valve)LeakArea", 0...area, "up to severe regurgitation")
    }

    private static func even(
        _ name: String, _ range: ClosedRange<Double>, _ reason: String? = nil
    ) -> Axis {
        Axis(name: name, range: range, scale: .linear, reason: reason)
    }

    private static func factor(
        _ name: String, _ range: ClosedRange<Double>, _ reason: String
    ) -> Axis {
        Axis(name: name, range: range, scale: .logarithmic, reason: reason)
    }
}

extension LoopPressures {
    /// Names of ``values``, in storage order [kPa].
    public static let names = [
        "leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium", "aorta", "pulmonaryArtery",
        "systemicVeins", "pulmonaryVeins",
    ]

    /// The pressures as a flat array, in the order of ``names``.
    public var values: [Double] {
        [
            leftVentricle, rightVentricle, leftAtrium, rightAtrium, aorta, pulmonaryArtery,
            systemicVeins, pulmonaryVeins,
        ]
    }

    /// Restores pressures from ``values``.
    ///
    /// - Throws: a wrong number of values.
    public init(values: [Double]) throws(CirculationError) {
        guard values.count == Self.names.count else {
            throw .wrongStateSize(expected: Self.names.count, found: values.count)
        }
        self.init(
            leftVentricle: values[0], rightVentricle: values[1], leftAtrium: values[2],
            rightAtrium: values[3], aorta: values[4], pulmonaryArtery: values[5],
            systemicVeins: values[6], pulmonaryVeins: values[7])
    }
}

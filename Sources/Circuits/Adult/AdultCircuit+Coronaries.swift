public import Circulation

extension CircuitDescription {
    /// An adult's circuit with a left and a right coronary bed, from the systemic arteries to the right atrium.
    ///
    /// A bed is an epicardial artery, vessels in the wall, and coronary veins. Their resistances carry 230 mL/min at
    /// rest, four fifths of it to the left (assumed, round values of textbooks); the left bed is squeezed by
    /// two thirds of the pressure of the left ventricle, the mean over its wall (80 mmHg), the right one by 15 mmHg
    /// (assumed).
    public var withCoronaries: CircuitDescription {
        var circuit = self
        for (side, share, pressure) in [("left", 0.8, 80.0), ("right", 0.2, 15)] {
            // 90 mmHg drive 3.83 mL/s of blood through both beds.
            let resistance = 23.5 / share
            circuit.compartments += [
                .init(
                    side + "CoronaryArtery", ElasticCompartment.self,
                    ["compliance": 0.005 * share, "unstressedVolume": 5 * share]),
                .init(
                    side + "CoronaryWall", IntramyocardialVessel.self,
                    [
                        "compliance": 0.1 * share, "unstressedVolume": 8 * share,
                        "tissuePressure": pressure,
                    ]),
                .init(
                    side + "CoronaryVeins", ElasticCompartment.self,
                    ["compliance": 0.5 * share, "unstressedVolume": 10 * share]),
            ]
            let artery = side + "CoronaryArtery"
            let (wall, veins) = (side + "CoronaryWall", side + "CoronaryVeins")
            circuit.branches += [
                .init(
                    side + "CoronaryInlet", VesselLumen.self, from: "systemicArteries", to: artery,
                    ["resistance": 0.15 * resistance, "inertance": 0.02 / share]),
                .init(
                    side + "CoronaryArterioles", VesselLumen.self, from: artery, to: wall,
                    ["resistance": 0.45 * resistance, "inertance": 0]),
                .init(
                    side + "CoronaryVenules", VesselLumen.self, from: wall, to: veins,
                    ["resistance": 0.37 * resistance, "inertance": 0]),
                .init(
                    side + "CoronarySinus", VesselLumen.self, from: veins, to: "rightAtrium",
                    ["resistance": 0.03 * resistance, "inertance": 0]),
            ]
        }
        return circuit
    }
}

public import Circulation

extension LoopParameters {
    /// The closed loop of these parameters with ventricles of three walls in place of the elastances.
    ///
    /// Contractilities follow the end-systolic elastances by their ratio to the healthy adult's; the passive
    /// parameters of the ventricles have no counterpart and are those of the healthy adult's walls.
    public func circuit(_ walls: AdultWalls) -> CircuitDescription {
        var circuit = circuit
        for (place, compartment) in circuit.compartments.enumerated()
        where ["leftVentricle", "rightVentricle"].contains(compartment.name) {
            circuit.compartments[place] = .init(compartment.name, Cavity.self)
        }
        let healthy = LoopParameters.healthyAdult
        func ratio(_ name: String) -> Double { self[name] / healthy[name] }
        circuit.muscles = [
            .init(
                "ventricles", TriSeg.self, members: ["leftVentricle", "rightVentricle"],
                [
                    "leftContractility": ratio("leftVentricularActiveElastance"),
                    "rightContractility": ratio("rightVentricularActiveElastance"),
                ],
                patches: AdultWalls.Patch.allCases.map { Self.patch($0, of: walls) })
        ]
        return circuit
    }

    private static func patch(
        _ patch: AdultWalls.Patch, of walls: AdultWalls
    ) -> CircuitDescription.Muscle.Patch {
        guard let wall = AdultWallFit.walls[patch.wall] else {
            preconditionFailure("no wall \(patch.wall)")
        }
        var values = [
            "referenceArea": wall.area * patch.shareOfWall, "activeStress": wall.activeStress,
            "passiveStress": wall.passiveStress,
        ]
        for (factor, value) in walls.factors where factor.isRight == (patch.wall == "right") {
            values[factor.parameter, default: 1] *= value
        }
        return .init(
            patch.rawValue, wall: patch.wall,
            values.merging([
                "wallVolume": wall.volume * patch.shareOfWall,
                "delay": walls.delays[patch] ?? 0, "scarShare": walls.scars[patch] ?? 0,
                "scarStiffening": walls.scarStiffening,
            ]) { $1 })
    }
}

/// Walls of the healthy adult.
///
/// Wall volumes are those of the reference of CircAdapt (doi:10.1371/journal.pcbi.1004284, published code); areas
/// and stresses are that reference's times factors found by least squares with a prior of 25 % (logarithm), so
/// that this loop has usual pressures and volumes: areas 0.986 (left, septum) and 1.151, active stress 0.949 and
/// 0.532, stress of the matrix 0.854 and 1.252 (docs/triseg.md).
private enum AdultWallFit {
    struct Wall {
        /// [cm²], [mL], [kPa/µm], [kPa].
        var area: Double
        var volume: Double
        var activeStress: Double
        var passiveStress: Double
    }

    static let left = Wall(area: 95.33, volume: 73.57, activeStress: 113.9, passiveStress: 0.6244)

    static let walls = [
        "left": left,
        "septum": Wall(area: 28.59, volume: 18.89, activeStress: 113.9, passiveStress: 0.6226),
        "right": Wall(area: 124.8, volume: 36.77, activeStress: 63.9, passiveStress: 0.9384),
    ]
}

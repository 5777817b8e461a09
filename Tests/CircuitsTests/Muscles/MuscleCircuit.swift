import Circuits
import Circulation
import Numerics

/// Two ventricles of three walls, filled and emptied by two vessels without valves, so that nothing has kinks.
enum MuscleCircuit {
    static func description(
        patches: [CircuitDescription.Muscle.Patch], activeStress: Double = 1
    ) -> CircuitDescription {
        CircuitDescription(
            compartments: [
                .init("left", Cavity.self), .init("right", Cavity.self),
                .init("arteries", ElasticCompartment.self, ["compliance": 2]),
                .init("lungs", ElasticCompartment.self, ["compliance": 6]),
            ],
            branches: [
                .init("out", VesselLumen.self, from: "left", to: "arteries", ["resistance": 0.2]),
                .init("back", VesselLumen.self, from: "arteries", to: "right", ["resistance": 0.5]),
                .init("lung", VesselLumen.self, from: "right", to: "lungs", ["resistance": 0.1]),
                .init("home", VesselLumen.self, from: "lungs", to: "left", ["resistance": 0.2]),
            ],
            muscles: [
                .init(
                    "ventricles", TriSeg.self, members: ["left", "right"],
                    ["leftContractility": activeStress, "rightContractility": activeStress],
                    patches: patches)
            ])
    }

    /// One patch in each wall, or several that divide it.
    static func patches(
        _ count: Int = 1, delays: [String: Double] = [:]
    ) -> [CircuitDescription.Muscle.Patch] {
        let walls = [("left", 95.0, 73.0), ("septum", 29, 19), ("right", 125, 37)]
        return walls.flatMap { wall, area, volume in
            (0..<count).map { index in
                CircuitDescription.Muscle.Patch(
                    "\(wall)\(index)", wall: wall,
                    [
                        "referenceArea": area / Double(count),
                        "wallVolume": volume / Double(count), "delay": delays[wall] ?? 0,
                    ])
            }
        }
    }

    static let volumes = ["left": 120e3, "right": 130e3, "arteries": 150e3, "lungs": 60e3]

    static func solver<Real: CircuitReal>(
        _ plan: CircuitPlan, cycle: Real = 800
    ) throws -> CircuitSolver<Real> {
        try CircuitSolver<Real>(
            plan,
            state: CircuitState<Real>(
                volumes: plan.compartmentNames.map { Real(filling: volumes[$0] ?? 0) },
                branchCount: plan.branchNames.count, cycle: cycle))
    }
}

import Circuits
import Circulation
import Quantities

/// What is read of a running loop: pressure and volume of every compartment, flow of every branch, the opening of
/// every valve, pressures at the roots of both arteries, and where in its beat the heart is.
struct LoopOutputs {
    /// Where a number is read.
    private enum Place {
        case pressure(Int), volume(Int), flow(Int), opening(Int)
        case root(room: Int, slot: Int, path: Int)
        case beatNumber, beatLength, beatTime
    }

    /// The outputs in order.
    let variables: [LoopVariable]
    private let places: [Place]

    /// Finds the outputs in a circuit; those of its beat first, then by name.
    ///
    /// - Throws: `CirculationError.invalidCircuit` where the circuit is not that of an adult.
    init(_ plan: CircuitPlan) throws(CirculationError) {
        var found: [(LoopVariable, Place)] = [
            (Self.variable("beat.length", "Length of the running beat", "ms"), .beatLength),
            (Self.variable("beat.number", "Beats since the loop settled", "1"), .beatNumber),
            (Self.variable("beat.time", "Time since the onset of the QRS", "ms"), .beatTime),
        ]
        for name in plan.compartmentNames.sorted() {
            let room = try plan.compartment(name)
            let words = Self.words(name)
            found.append(
                (Self.variable(name + ".pressure", "Pressure of \(words)", "mmHg"), .pressure(room))
            )
            found.append(
                (Self.variable(name + ".volume", "Volume of \(words)", "mL"), .volume(room)))
        }
        for name in plan.branchNames.sorted() {
            let path = try plan.branch(name)
            let words = Self.words(name)
            found.append(
                (Self.variable(name + ".flow", "Flow through \(words)", "mL/s"), .flow(path)))
            guard name.hasSuffix("Valve") else { continue }
            found.append(
                (
                    Self.variable(name + ".opening", "Opening of \(words), 0 to 1", "1"),
                    .opening(path)
                ))
        }
        for (name, room, valve) in [
            ("aorta", "systemicArteries", "aorticValve"),
            ("pulmonaryArtery", "pulmonaryArteries", "pulmonaryValve"),
        ] {
            found.append(
                (
                    Self.variable(
                        name + ".pressure", "Pressure at the root of \(Self.words(name))", "mmHg"),
                    .root(
                        room: try plan.compartment(room),
                        slot: try plan.address(of: valve + ".seriesResistance").slot,
                        path: try plan.branch(valve))
                ))
        }
        variables = found.map(\.0)
        places = found.map(\.1)
    }

    /// The numbers at a moment, in the units of ``variables``.
    func values(_ solver: CircuitSolver<Double>, beats: Int) -> [Double] {
        places.map { place in
            switch place {
            case .pressure(let room): solver.pressure(room) / Units.mmHg
            case .volume(let room): solver.volume(room) / Units.mL
            // mm³/ms is mL/s.
            case .flow(let path): solver.flow(path)
            case .opening(let path): solver.opening(path)
            case .root(let room, let slot, let path):
                (solver.pressure(room) + solver[slot] * solver.flow(path)) / Units.mmHg
            case .beatNumber: Double(beats)
            case .beatLength: solver.cycle
            case .beatTime: solver.sinceOnset
            }
        }
    }

    private static func variable(_ name: String, _ summary: String, _ unit: String) -> LoopVariable
    {
        LoopVariable(
            name: name, summary: summary, unit: unit, role: .output,
            range: -.infinity...(.infinity))
    }

    /// "the left ventricle" of "leftVentricle".
    private static func words(_ name: String) -> String {
        name.reduce(into: "the ") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }
}

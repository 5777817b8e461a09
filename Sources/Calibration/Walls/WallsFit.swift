public import Circuits
import Circulation
import Glibc
import Numerics
import Quantities

/// The walls of a patient's ventricles (law `triseg`), fitted after the loop with elastances.
///
/// Six factors on the healthy adult's walls, with priors of 25 % as the adult's own fit had; targets are the patient's
/// measurements, and volumes and filling pressures of both ventricles as the loop with elastances shows them, which
/// stand for what the measurements left to the population. Vessels, valves and atria are that loop's. Derivatives are
/// exact, as those of ``LoopStudy``.
public struct WallsFit: Sendable {
    /// A number of both loops.
    public struct Reading: Sendable, Encodable {
        /// Name of the measurement and its unit.
        public var name: String
        public var unit: String
        /// Whether it was measured, or is what the loop with elastances shows.
        public var measured: Bool
        /// What was aimed at, with a standard deviation.
        public var target: Double
        public var deviation: Double
        /// With the healthy adult's walls, and with the fitted ones.
        public var before: Double
        public var after: Double
    }

    /// The factors, by name.
    public let factors: [AdultWalls.Factor: Double]
    /// The numbers.
    public let readings: [Reading]
    /// Iterations of the search.
    public let iterations: Int

    /// Standard deviation of a factor's logarithm before any measurement [1].
    private static let spread = 0.25
    /// What the loop with elastances shows and the walls should: names and standard deviations, relative or, for
    /// pressures, in mmHg; assumed.
    private static let shown: [(name: String, relative: Double, absolute: Double)] = [
        ("lv_end_diastolic_volume", 0.05, 0), ("lv_end_systolic_volume", 0.05, 0),
        ("rv_end_diastolic_volume", 0.05, 0), ("rv_end_systolic_volume", 0.05, 0),
        ("lv_end_diastolic_pressure", 0, 1.5), ("rv_end_diastolic_pressure", 0, 1.5),
    ]
    private static let steps = 200
    private static let volumeTolerance = 0.5
    /// Largest and least logarithm of a factor [1].
    private static let widest = log(5.0)

    /// Fits the walls of a calibrated patient.
    ///
    /// - Parameter walls: when their patches are activated.
    /// - Throws: ``CalibrationError``, `CirculationError` for walls that do not settle.
    public init(of calibration: PatientCalibration, activated walls: AdultWalls = .normal) throws {
        let known = calibration.posterior.targets.filter {
            !$0.quantity.contains("@") && $0.quantity != AdultOutput.pericardialExcess
        }
        let names = Set(known.map(\.quantity))
        let outputs = calibration.posterior.study.outputs
        let targets =
            known
            + Self.shown.filter { !names.contains($0.name) }.compactMap { shown -> LoopTarget? in
                outputs.firstIndex { $0.name == shown.name }.map { place in
                    let value = calibration.fit.point.readings[place]
                    return LoopTarget(
                        shown.name, value, deviation: shown.relative * value + shown.absolute)
                }
            }
        let study = try WallStudy(calibration.loop, walls, targets: targets)
        let none = AdultWalls.Factor.allCases.map { _ in 0.0 }
        var points: [[Double]: WallStudy.Point] = [:]
        var nearest: WallStudy.Point?
        func point(_ logarithms: [Double]) throws -> WallStudy.Point {
            if let known = points[logarithms] { return known }
            let found = try study.point(logarithms, near: nearest)
            points[logarithms] = found
            nearest = found
            return found
        }
        let fit = try LevenbergMarquardt().fit(
            start: none, lower: none.map { _ in -Self.widest }, upper: none.map { _ in Self.widest }
        ) { logarithms in
            zip(targets, try point(logarithms).readings).map { ($1 - $0.value) / $0.deviation }
                + logarithms.map { $0 / Self.spread }
        } jacobian: { logarithms, _ in
            try point(logarithms).jacobian.enumerated().map { place, column in
                zip(targets, column).map { $1 / $0.deviation }
                    + logarithms.indices.map { $0 == place ? 1 / Self.spread : 0 }
            }
        }
        guard fit.onBound.isEmpty else {
            throw CalibrationError.onBound(
                parameters: fit.onBound.map { "walls." + AdultWalls.Factor.allCases[$0].rawValue })
        }
        factors = Dictionary(
            uniqueKeysWithValues: zip(AdultWalls.Factor.allCases, fit.values.map { exp($0) }))
        let (before, after) = (try point(none), try point(fit.values))
        readings = targets.enumerated().map { place, target in
            Reading(
                name: target.quantity, unit: study.outputs[place].unit,
                measured: names.contains(target.quantity), target: target.value,
                deviation: target.deviation, before: before.readings[place],
                after: after.readings[place])
        }
        iterations = fit.costs.count - 1
    }

    /// The loop with walls as a function of their factors.
    private struct WallStudy {
        /// A periodic beat with its derivatives.
        struct Point {
            var readings: [Double]
            var jacobian: [[Double]]
            var state: CircuitState<Double>
        }

        let loop: LoopParameters
        let plan: CircuitPlan
        let outputs: [AdultOutput]
        /// Parameters of the circuit that each factor multiplies.
        let slots: [[Int]]

        init(_ loop: LoopParameters, _ walls: AdultWalls, targets: [LoopTarget]) throws {
            self.loop = loop
            let plan = try CircuitPlan(loop.circuit(walls))
            self.plan = plan
            outputs = try targets.map { target in
                guard let output = try AdultOutput(target.quantity, in: plan) else {
                    throw CalibrationError.unknownName(
                        name: target.quantity, kind: "reading of the loop")
                }
                return output
            }
            slots = try AdultWalls.Factor.allCases.map { factor in
                try AdultWalls.Patch.allCases.filter { ($0.wall == "right") == factor.isRight }
                    .map { try plan.address(of: "\($0.rawValue).\(factor.parameter)").slot }
            }
        }

        func point(_ logarithms: [Double], near: Point?) throws -> Point {
            let state = try near?.state ?? loop.circuitState(plan)
            let solver = try CircuitSolver(plan, state: state)
            for (slots, logarithm) in zip(slots, logarithms) {
                for slot in slots { solver[slot] = solver[slot] * exp(logarithm) }
            }
            try solver.restore(state)
            try solver.settle(steps: WallsFit.steps, volumeTolerance: WallsFit.volumeTolerance)
            let found = try solver.derivatives(
                steps: WallsFit.steps,
                directions: slots.map { slots in
                    CircuitDirection(parameters: slots.map { ($0, solver[$0]) })
                }, outputs: outputs)
            return Point(
                readings: zip(found.outputs, outputs).map { $0 / $1.factor },
                jacobian: found.jacobian.map { zip($0, outputs).map { $0 / $1.factor } },
                state: solver.state)
        }
    }
}

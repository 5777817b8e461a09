import Circulation
import FiniteElements
public import HeartModel
import Mechanics
import Numerics

/// A reduced beat beside the full order's at a point that training did not see.
public struct HeldOutCheck: Sendable, Equatable {
    /// Largest distance of the two displacements over the beat by the largest displacement from end-diastole, root
    /// mean squares over the nodes [1].
    public var displacement = 0.0
    /// Largest distance of a node [mm].
    public var largestDistance = 0.0
    /// Largest difference of a global strain at end-systole (longitudinal, circumferential, thickening) by its
    /// size [1].
    public var strain = 0.0
    /// Difference of twist [rad].
    public var twist = 0.0
    /// Largest relative difference of end-diastolic, end-systolic and stroke volumes, both ventricles [1].
    public var volumes = 0.0
    /// The same of systolic ventricular and mean arterial pressures [1].
    public var pressures = 0.0
    /// What the indicator said: correction relative to motion [1].
    public var estimate = 0.0
    /// Beats computed towards the limit cycle, which most beats allowed may end before it: full order, reduced.
    public var beats: [Int] = []

    /// No check.
    public init() {}

    /// Largest error relative to what it is an error of [1].
    public var largest: Double { max(displacement, strain, volumes, pressures) }
}

/// A beat of the full order, at its limit cycle where the beats allowed reach it, to compare with.
public struct FullBeat {
    /// Displacements [mm] every ``interval``.
    public var displacements: [[Double]] = []
    /// Volumes [mm³]: end-diastolic, end-systolic, stroke; left, then right.
    public var volumes: [Double]
    /// Pressures [kPa]: systolic left and right ventricular, mean aortic and pulmonary.
    public var pressures: [Double]
    /// Beats computed.
    public var beats: Int

    /// Time between two displacements [ms]; steps end there.
    public static let interval = 10.0

    /// Computes beats until they repeat to ``ReducedHeart/tolerance``, or as many as are allowed.
    ///
    /// - Throws: `HeartModelError/stepFailed`.
    public init(
        _ model: HeartModel, maximumBeats: Int, onStep: (Int, HeartStep) -> Void = { _, _ in }
    ) throws {
        let run = HeartRun(try HeartSimulation(model, state: model.endDiastole))
        repeat {
            if run.wantsJump { _ = try? run.jump() }
            var frames = [run.simulation.state.wall.displacement]
            let number = run.beats.count + 1
            _ = try run.beat { step, state in
                if Self.isFrame(step.time) { frames.append(state.wall.displacement) }
                onStep(number, step)
                return true
            }
            displacements = frames
        } while !(run.comparisons.last?.isPeriodic(tolerance: ReducedHeart.tolerance) ?? false)
            && run.beats.count < maximumBeats
        let summary = run.summary(run.beats.count - 1)
        volumes = Self.volumes(summary)
        pressures = Self.pressures(summary)
        beats = run.beats.count
    }

    /// A beat from its parts.
    public init(
        displacements: [[Double]], volumes: [Double], pressures: [Double], beats: Int
    ) {
        self.displacements = displacements
        self.volumes = volumes
        self.pressures = pressures
        self.beats = beats
    }

    static func volumes(_ s: HaemodynamicSummary) -> [Double] {
        [s.left, s.right].flatMap {
            [$0.endDiastolicVolume, $0.endSystolicVolume, $0.strokeVolume]
        }
    }

    static func pressures(_ s: HaemodynamicSummary) -> [Double] {
        [
            s.left.systolicPressure, s.right.systolicPressure, s.aorta.mean,
            s.pulmonaryArtery.mean,
        ]
    }

    static func isFrame(_ time: Double) -> Bool { (time / interval).rounded() * interval == time }
}

extension HeldOutCheck {
    /// Compares the last beat of a reduced heart with a full one.
    ///
    /// - `estimate`: of its ``FullOrderReplay``.
    public init(
        _ heart: ReducedHeart, _ motion: ReducedMotion, full: FullBeat, estimate: ReductionEstimate
    ) {
        let places =
            [motion.coordinates]
            + motion.steps.filter { FullBeat.isFrame($0.time) }.map(\.coordinates)
        let reduced = places.map { heart.wall.basis.displacement($0) }
        var largest = 0.0
        var error = 0.0
        for (u, v) in zip(full.displacements, reduced) {
            var (square, moved) = (0.0, 0.0)
            for node in 0..<u.count / 3 {
                var distance = 0.0
                for i in 3 * node..<3 * node + 3 {
                    distance += (u[i] - v[i]) * (u[i] - v[i])
                    let d = u[i] - full.displacements[0][i]
                    moved += d * d
                }
                square += distance
                largestDistance = max(largestDistance, distance.squareRoot())
            }
            error = max(error, square)
            largest = max(largest, moved)
        }
        displacement = (error / largest).squareRoot()
        let summary = heart.run.summary(heart.run.beats.count - 1)
        func difference(_ pairs: [(Double, Double)]) -> Double {
            pairs.map { abs($0 - $1) / abs($1) }.max() ?? 0
        }
        volumes = difference(zip(FullBeat.volumes(summary), full.volumes).map { ($0, $1) })
        pressures = difference(
            zip(FullBeat.pressures(summary), full.pressures).map { ($0, $1) })
        let model = heart.model
        let volume = full.displacements.map { u in
            model.wall.cavities[0].volume(model.wall.positions(u))
        }
        let systole = volume.indices.min { volume[$0] < volume[$1] } ?? 0
        func strains(_ all: [[Double]]) -> LeftVentricularStrain {
            LeftVentricularStrain(
                points: model.points, endDiastole: model.wall.positions(all[0]),
                now: model.wall.positions(all[min(systole, all.count - 1)]))
        }
        let (a, b) = (strains(reduced), strains(full.displacements))
        strain = difference([
            (a.longitudinal, b.longitudinal), (a.circumferential, b.circumferential),
            (a.thickening, b.thickening),
        ])
        twist = abs(a.twist - b.twist)
        self.estimate = estimate.relative
        beats = [full.beats, heart.run.beats.count]
    }
}

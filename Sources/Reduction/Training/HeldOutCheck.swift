import FiniteElements
import Geometry
import HeartModel
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
    /// What the indicator said: drift relative to motion [1].
    public var estimate = 0.0
    /// ``displacement`` without the rigid motion that explains most of it [1].
    public var shape = 0.0
    /// ``displacement`` of one reduced beat that starts from the full order's state, against the same beat [1].
    public var oneBeat = 0.0
    /// How much the displacements of the full order's last two beats differ, or the end of the last from its start where
    /// that is more, measured as ``displacement`` [1]: what is left of its way to the limit cycle.
    public var change = 0.0
    /// Beats computed towards the limit cycle, which most beats allowed may end before it: full order, reduced.
    public var beats: [Int] = []

    /// No check.
    public init() {}

    /// Largest error relative to what it is an error of [1].
    public var largest: Double { max(displacement, strain, volumes, pressures) }
}

extension HeldOutCheck {
    /// Compares the last beat of a reduced heart with a full one.
    ///
    /// - `estimate`: of its ``FullOrderReplay``.
    /// - `paired`: one reduced beat from the start of the full one.
    public init(
        _ heart: ReducedHeart, _ motion: ReducedMotion, full: FullBeat, estimate: ReductionEstimate,
        paired: ReducedMotion
    ) {
        let reduced = motion.frames.map { heart.wall.basis.displacement($0) }
        let distance = MotionDistance(of: reduced, from: full.displacements)
        displacement = distance.relative
        largestDistance = distance.largest
        shape =
            MotionDistance(
                of: reduced, from: full.displacements, besides: heart.model.wall.mesh.points
            ).relative
        oneBeat =
            MotionDistance(
                of: paired.frames.map { heart.wall.basis.displacement($0) },
                from: full.displacements
            ).relative
        change = full.change
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

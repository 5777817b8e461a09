import Geometry
import Mechanics
import Numerics

/// Deformation and work of the left ventricle over one beat: as a whole and of its segments.
///
/// Strains are means of ``PointStrain`` against the first frame, as in ``LeftVentricularStrain``:
/// longitudinal and circumferential ones of the inner third of the wall, radial ones of all of it.
public struct RegionalDeformation: Sendable {
    /// Curves of one part of the wall; one value per frame.
    public struct Part: Sendable {
        /// Which part; nil for the whole left ventricle.
        public var segment: AHASegment?
        /// Volume of the part in the image [mm³].
        public var volume: Double
        /// Strains against the first frame [1]; not a number in a part without points to observe.
        public var longitudinal: [Double]
        public var circumferential: [Double]
        public var radial: [Double]
        /// Mean stretch of the fibres against stress-free muscle [1].
        public var fibreStretch: [Double]
        /// Mean active tension [kPa].
        public var tension: [Double]
        /// Work of contraction over the beat per volume of muscle [kJ/m³].
        public var work: Double

        /// Frame of the most negative longitudinal strain; nil without points to observe.
        public var peakLongitudinalFrame: Int? {
            guard longitudinal.allSatisfy(\.isFinite) else { return nil }
            return longitudinal.indices.min { longitudinal[$0] < longitudinal[$1] }
        }
    }

    /// Times of the frames after QRS onset [ms].
    public let times: [Double]
    /// The whole left ventricle, then its segments in their order.
    public let parts: [Part]
    /// Rotation of the apex against the base, as ``LeftVentricularStrain/twist`` [rad], per frame.
    public let twist: [Double]
    /// Distance of the slabs between which ``twist`` is measured, at the first frame [mm].
    public let twistLength: Double

    /// Evaluates the frames of a beat, at least one; nil for a wall without septum.
    ///
    /// - Throws: errors of ``SegmentedWall``.
    public init?(_ model: HeartModel, frames: [MotionFrame]) throws {
        guard let first = frames.first, let segments = try SegmentedWall(model.wall.imagedMesh)
        else { return nil }
        let observed = ObservedParts(model, segments: segments)
        var parts = observed.emptyParts()
        let reference = (0..<model.points.count).map {
            model.points.deformationGradient($0, nodes: first.positions)
        }
        var previous: (stretch: [Double], tension: [Double])?
        for frame in frames {
            observed.addStrains(of: frame, from: reference, to: &parts)
            observed.addMeans(of: frame, to: &parts)
            let stretch = model.contractionStretch(nodes: frame.positions)
            if let previous {
                observed.addWork(
                    from: previous, to: (stretch, frame.tension),
                    factor: 1 + model.wall.activeStress.transverseFraction, to: &parts)
            }
            previous = (stretch, frame.tension)
        }
        let slabs = TwistSlabs(model.points, endDiastole: first.positions)
        times = frames.map(\.time)
        self.parts = parts
        twist = frames.map { slabs.twist(nodes: $0.positions) }
        twistLength = slabs.distance
    }
}

/// Which points and tetrahedra count for which part; part 0 is the whole left ventricle.
private struct ObservedParts {
    private let points: WallPoints
    /// Segment of each tetrahedron.
    private let segmentOfTet: [AHASegment?]
    /// Segment of each point.
    private let segmentOfPoint: [AHASegment?]
    private let tetVolume: [Double]

    init(_ model: HeartModel, segments: SegmentedWall) {
        points = model.points
        segmentOfTet = segments.tets
        let (points, nodes) = (points, model.wall.imaged)
        segmentOfPoint = (0..<points.count).map { point in
            points.region[point] == .rightVentricle
                ? nil : segments.segment(at: points.position(point, nodes: nodes))
        }
        tetVolume = (0..<segments.tets.count).map { tet in
            points.volume[points.perTet * tet..<points.perTet * (tet + 1)].reduce(0, +)
        }
    }

    func emptyParts() -> [RegionalDeformation.Part] {
        let volumes = sums(of: tetVolume.map { _ in 1 })
        return zip([nil] + AHASegment.allCases.map { $0 }, volumes).map { segment, volume in
            RegionalDeformation.Part(
                segment: segment, volume: volume, longitudinal: [], circumferential: [], radial: [],
                fibreStretch: [], tension: [], work: 0)
        }
    }

    /// Volume-weighted sums of a value per tetrahedron, for each part.
    private func sums(of values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: AHASegment.allCases.count + 1)
        for (tet, segment) in segmentOfTet.enumerated() {
            guard let segment else { continue }
            let share = tetVolume[tet] * values[tet]
            sums[0] += share
            sums[segment.rawValue] += share
        }
        return sums
    }

    func addStrains(
        of frame: MotionFrame, from reference: [Mat3], to parts: inout [RegionalDeformation.Part]
    ) {
        var means = [MeanStrain](repeating: MeanStrain(), count: parts.count)
        for point in 0..<points.count where points.isObserved(point) {
            guard let segment = segmentOfPoint[point] else { continue }
            let strain = points.strain(
                point, from: reference[point],
                to: points.deformationGradient(point, nodes: frame.positions))
            for part in [0, segment.rawValue] {
                means[part].add(
                    strain, volume: points.volume[point],
                    isEndocardial: points.isEndocardial(point))
            }
        }
        for (part, mean) in means.map(\.mean).enumerated() {
            parts[part].longitudinal.append(mean.longitudinal)
            parts[part].circumferential.append(mean.circumferential)
            parts[part].radial.append(mean.radial)
        }
    }

    func addMeans(of frame: MotionFrame, to parts: inout [RegionalDeformation.Part]) {
        let stretch = sums(of: frame.stretch)
        let tension = sums(of: frame.tension)
        for part in parts.indices {
            parts[part].fibreStretch.append(stretch[part] / parts[part].volume)
            parts[part].tension.append(tension[part] / parts[part].volume)
        }
    }

    /// Adds −∫ (1 + k) Ta dλ between two frames, by the trapezoidal rule; stretches are those that
    /// contraction feels, `factor` is 1 + k of `Mechanics.ActiveStress`.
    func addWork(
        from before: (stretch: [Double], tension: [Double]),
        to after: (stretch: [Double], tension: [Double]), factor: Double,
        to parts: inout [RegionalDeformation.Part]
    ) {
        let perTet = points.perTet
        let work = sums(
            of: tetVolume.indices.map { tet in
                let shortening = (perTet * tet..<perTet * (tet + 1)).reduce(0) {
                    $0 + points.volume[$1] * (before.stretch[$1] - after.stretch[$1])
                }
                let tension = (before.tension[tet] + after.tension[tet]) / 2
                return factor * tension * shortening / tetVolume[tet]
            })
        for part in parts.indices { parts[part].work += work[part] / parts[part].volume }
    }
}

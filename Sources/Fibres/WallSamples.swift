import FiniteElements
import Geometry
import Numerics

/// The fields and gradients the fibre rule needs, at points of every tetrahedron.
struct WallSamples: Sendable {
    let count: Int
    private let epicardial: FieldSamples
    private let left: FieldSamples
    private let leftShare: FieldSamples
    private let apicobasal: FieldSamples
    /// Gradients of the epicardial and left fields averaged over neighbouring tetrahedra.
    private let smoothEpicardial: [Vec3]
    private let smoothLeft: [Vec3]
    private let positions: [Vec3]
    private let axis: LongAxis
    private let hasRight: Bool

    init(_ fields: VentricularFields, at points: [Vec3]) throws {
        let space = fields.space
        epicardial = try space.samples(of: fields.epicardial, at: points)
        left = try space.samples(of: fields.left, at: points)
        leftShare = try space.samples(of: fields.leftShare, at: points)
        apicobasal = try space.samples(of: fields.apicobasal, at: points)
        smoothEpicardial = try space.interpolate(
            space.recoveredGradient(of: fields.epicardial), at: points)
        smoothLeft = try space.interpolate(space.recoveredGradient(of: fields.left), at: points)
        positions = try space.interpolate(space.points, at: points)
        axis = fields.longAxis
        hasRight = fields.leftShare.contains { $0 < 1 }
        count = positions.count
    }

    /// The frame at one point, nil where no field has a gradient.
    func frame(_ index: Int, angles: FibreAngles) -> FibreFrame? {
        let place = Place(
            depth: clampedToUnit(epicardial.values[index]),
            rightShare: clampedToUnit(1 - leftShare.values[index]))
        let along = apicobasal.gradients[index]
        let q =
            blend(
                epicardial.gradients[index], left.gradients[index], along, place, angles)
            ?? blend(smoothEpicardial[index], smoothLeft[index], along, place, angles)
        guard let q else { return nil }
        return signed(q, at: positions[index])
    }

    /// Blends the frames seen from the three surfaces; those without a gradient are left out.
    private func blend(
        _ epicardial: Vec3, _ left: Vec3, _ along: Vec3, _ place: Place, _ angles: FibreAngles
    ) -> Quaternion? {
        let right = hasRight ? -(epicardial + left) : .zero
        let fromLeft = frame(along, across: -left, place.seenFromLeft(angles))
        let fromRight = frame(along, across: right, place.seenFromRight(angles))
        let fromEpicardium = frame(along, across: epicardial, place.seenFromEpicardium(angles))
        let endocardial = bislerp(fromLeft, fromRight, place.rightShare)
        return bislerp(endocardial, fromEpicardium, place.depth)
    }

    private func frame(
        _ along: Vec3, across: Vec3, _ angles: (helix: Double, sheet: Double)
    ) -> Quaternion? {
        guard isSignificant(across) else { return nil }
        return WallAxes(along: along, across: across, longAxis: axis.direction)
            .frame(helix: angles.helix, sheet: angles.sheet)
    }

    /// Whether a gradient is more than the rounding and iteration error of its field.
    ///
    /// Fields run from 0 to 1 over at most the length of the ventricle; solved to 1e-10, their
    /// gradients are noise below the fraction 1e-6 of that. A surface so far away has no weight.
    private func isSignificant(_ gradient: Vec3) -> Bool {
        let noise = 1e-6
        return gradient.norm * axis.length > noise
    }

    /// Orthonormal fibre and sheet of a frame with the signs that neighbours agree on.
    private func signed(_ q: Quaternion, at point: Vec3) -> FibreFrame {
        let matrix = q.matrix
        var fibre = matrix.column0.normalized
        let around = axis.circumferential(point)
        let sense = fibre.dot(around)
        if sense < 0 || (sense == 0 && fibre.dot(axis.direction) < 0) { fibre = -fibre }
        var sheet = matrix.column2
        sheet = (sheet - sheet.dot(fibre) * fibre).normalized
        if sheet.dot(axis.radius(point)) < 0 { sheet = -sheet }
        return FibreFrame(fibre: fibre, sheet: sheet)
    }
}

/// Blends two frames that may be missing: the one there is, or none.
private func bislerp(_ a: Quaternion?, _ b: Quaternion?, _ t: Double) -> Quaternion? {
    guard let a else { return b }
    guard let b else { return a }
    return bislerp(a, b, t)
}

/// Where a point lies in the wall, and the angles there.
private struct Place {
    /// 0 on the endocardia and in the septum, 1 on the epicardium.
    let depth: Double
    /// 0 in the left ventricle, 1 in the right one.
    let rightShare: Double

    func seenFromLeft(_ angles: FibreAngles) -> (helix: Double, sheet: Double) {
        (
            mix(septal(angles, \.alphaEndo), epicardial(angles, \.alphaEpi), depth),
            mix(septal(angles, \.betaEndo), epicardial(angles, \.betaEpi), depth)
        )
    }

    /// The right ventricle's axes point inwards, so its angles change sign.
    func seenFromRight(_ angles: FibreAngles) -> (helix: Double, sheet: Double) {
        (
            mix(septal(angles, \.alphaEndo), -epicardial(angles, \.alphaEpi), depth),
            mix(septal(angles, \.betaEndo), -epicardial(angles, \.betaEpi), depth)
        )
    }

    func seenFromEpicardium(_ angles: FibreAngles) -> (helix: Double, sheet: Double) {
        (
            mix(
                mix(angles.left.alphaEndo, angles.right.alphaEndo, rightShare),
                epicardial(angles, \.alphaEpi), depth),
            mix(
                mix(angles.left.betaEndo, angles.right.betaEndo, rightShare),
                epicardial(angles, \.betaEpi), depth)
        )
    }

    /// Angle across the septum: the left endocardium's, and minus the right's at the right side.
    private func septal(_ angles: FibreAngles, _ angle: KeyPath<FibreAngles.Wall, Double>) -> Double
    {
        mix(angles.left[keyPath: angle], -angles.right[keyPath: angle], rightShare)
    }

    private func epicardial(
        _ angles: FibreAngles, _ angle: KeyPath<FibreAngles.Wall, Double>
    ) -> Double {
        mix(angles.left[keyPath: angle], angles.right[keyPath: angle], rightShare)
    }

    private func mix(_ a: Double, _ b: Double, _ t: Double) -> Double { (1 - t) * a + t * b }
}

import Fibres
import Geometry
import Numerics

/// Points by which hearts are laid over one another [mm].
struct HeartLandmarks: Equatable {
    /// Apex of the left ventricle.
    let apex: Vec3
    /// Centres of the left rims: mitral, and aortic where it is a rim of its own.
    let left: [Vec3]
    /// Centres of the right rims: tricuspid, and pulmonary where it is a rim of its own.
    let right: [Vec3]

    init(apex: Vec3, left: [Vec3], right: [Vec3]) {
        self.apex = apex
        self.left = left
        self.right = right
    }

    /// Finds the landmarks by the two longest rims of each endocardium.
    ///
    /// Of the right rims the one farther from the apex is the pulmonary valve; of the left ones the one
    /// nearer to that is the aortic valve.
    init(_ anatomy: VentricularAnatomy) throws {
        func centres(_ tag: SurfaceTag) throws -> [Vec3] {
            try anatomy.rims(of: tag).prefix(2).map { $0.centroid(anatomy.mesh.points) }
        }
        let apex = try LongAxis(anatomy).apex
        let right = try centres(.rvEndocardium).sorted { ($0 - apex).norm < ($1 - apex).norm }
        let left = try centres(.lvEndocardium)
        guard !right.isEmpty, !left.isEmpty else {
            throw ElectrophysiologyError.siteNotFound(
                name: "valve rims", reason: "an endocardium is closed")
        }
        let pulmonary = right[right.count - 1]
        self.init(
            apex: apex, left: left.sorted { ($0 - pulmonary).norm > ($1 - pulmonary).norm },
            right: right)
    }

    /// The rigid motion that lays these landmarks, all known, over those of another heart.
    ///
    /// By least squares over apex, mitral, tricuspid and pulmonary valve where the other heart's valves
    /// have rims of their own; otherwise by the middle of the long axis, its direction, and the
    /// direction to the right rims.
    func motion(onto other: HeartLandmarks) throws(ElectrophysiologyError) -> RigidMotion {
        if other.left.count > 1, other.right.count > 1 {
            let own = [apex, left[0]] + right
            let target = [other.apex, other.left[0]] + other.right
            if let motion = RigidMotion(moving: own, onto: target) { return motion }
        }
        return try RigidMotion(from: origin, axes: axes(), to: other.origin, axes: other.axes())
    }

    private var origin: Vec3 { 0.5 * (apex + left[0]) }

    /// Along the axis to the base, to the right ventricle, and across both.
    private func axes() throws(ElectrophysiologyError) -> Mat3 {
        let up = (left[0] - apex).normalized
        let across = right.reduce(.zero, +) / Double(right.count) - left[0]
        let side = across - across.dot(up) * up
        guard up.isFinite, side.norm > 0 else {
            throw .siteNotFound(
                name: "right valve rims", reason: "they lie on the long axis of the left ventricle")
        }
        return Mat3(columns: up, side.normalized, up.cross(side.normalized))
    }
}

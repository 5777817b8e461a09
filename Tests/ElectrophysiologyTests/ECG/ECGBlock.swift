import Electrophysiology
import Fibres
import Geometry
import Numerics

/// A block of isotropic muscle around the origin, and electrodes of which only the left arm is near.
///
/// All other electrodes are so far away that lead I is the potential at the left arm against infinity.
struct ECGBlock {
    /// Half the edges [mm].
    let half: Vec3
    let mesh: TetMesh

    static let isotropic = ECGConductivities(fibre: 0.1, sheet: 0.1, normal: 0.1, torso: 0.2)

    init(half: Vec3, edge: Double) {
        self.half = half
        let n = [half.x, half.y, half.z].map { max(1, Int((2 * $0 / edge).rounded())) }
        func number(_ i: SIMD3<Int>) -> Int32 {
            Int32(i.x + (n[0] + 1) * (i.y + (n[1] + 1) * i.z))
        }
        var points: [Vec3] = []
        var tets: [SIMD4<Int32>] = []
        let unit: [SIMD3<Int>] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        let paths = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]]
        for k in 0...n[2] {
            for j in 0...n[1] {
                for i in 0...n[0] {
                    points.append(
                        Vec3(
                            half.x * (2 * Double(i) / Double(n[0]) - 1),
                            half.y * (2 * Double(j) / Double(n[1]) - 1),
                            half.z * (2 * Double(k) / Double(n[2]) - 1)))
                    guard i < n[0], j < n[1], k < n[2] else { continue }
                    for (index, path) in paths.enumerated() {
                        let a = SIMD3(i, j, k)
                        let b = a &+ unit[path[0]]
                        let c = b &+ unit[path[1]]
                        let d = c &+ unit[path[2]]
                        let middle = index < 3 ? [b, c] : [c, b]
                        tets.append(
                            SIMD4(number(a), number(middle[0]), number(middle[1]), number(d)))
                    }
                }
            }
        }
        mesh = TetMesh(points: points, tets: tets)
    }

    func field(
        leftArm: Vec3, fibre: Vec3 = Vec3(1, 0, 0), sheet: Vec3 = Vec3(0, 1, 0),
        conductivities: ECGConductivities = isotropic
    ) throws -> LeadField {
        let far = Vec3(0, 1e9, 0)
        let frames = Array(
            repeating: FibreFrame(fibre: fibre, sheet: sheet), count: mesh.tets.count)
        return try LeadField(
            mesh, frames: frames, electrodes: ECGElectrodes { $0 == .leftArm ? leftArm : far },
            conductivities: conductivities)
    }

    /// A voltage template: rest −80 mV, an upstroke to 20 mV of 2 ms, a plateau, repolarisation.
    static func templates(duration: Double = 300, cycle: Double = 600) throws -> VoltageTemplates {
        let samples = (0...Int(cycle)).map { (k: Int) -> Double in
            let t = Double(k)
            let up = min(1, t / 2)
            let down = min(1, max(0, (duration - t) / 60))
            return -80 + 100 * up * down
        }
        return try VoltageTemplates(cycleLength: cycle, sampleStep: 1, voltage: [samples])
    }
}

import Numerics
import Storage

/// The wall at the onset of the QRS with its activation, of a run's result.vtkhdf.
struct RunWall {
    /// Node positions [mm].
    let points: [Vec3]
    /// Nodes of the quadratic tetrahedra, ten each, in VTK's order.
    let tets: [Int]
    /// Activation of the nodes after the onset of the QRS [ms]; not finite where there is none.
    let activation: [Double]
    /// Segment of the left ventricle of each tetrahedron; 0 elsewhere.
    let segments: [Int]

    private static let quadraticTetra: UInt8 = 24

    /// Reads the first frame of a run's mesh.
    init(_ run: RunFiles, for picture: String) throws {
        let path = try run.require(
            "result.vtkhdf", for: picture, reason: "a run of the closed loop has no wall")
        let file = try H5File(reading: path)
        defer { file.close() }
        let group = file.root.group("VTKHDF")
        let count = Int(try group.read("NumberOfPoints", as: Int64.self).values.first ?? 0)
        let connectivity = try group.read("Connectivity", as: Int64.self).values
        let types = try group.read("Types", as: UInt8.self).values
        func require(_ condition: Bool, _ reason: String) throws(PicturesError) {
            guard condition else { throw .damaged(file: path, reason: reason) }
        }
        try require(
            !types.isEmpty && types.allSatisfy { $0 == Self.quadraticTetra },
            "cells other than quadratic tetrahedra")
        try require(
            connectivity.count == 10 * types.count
                && connectivity.allSatisfy { $0 >= 0 && $0 < count },
            "cells that name nodes which are not there")
        let positions = try group.read("Points", as: Float.self, rows: 0..<count)
        try require(positions.shape == [count, 3], "points without three coordinates")
        let values = positions.values.map(Double.init)
        points = (0..<count).map { Vec3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2]) }
        try require(points.allSatisfy(\.isFinite), "points that are not finite")
        tets = connectivity.map(Int.init)
        activation = try group.read("PointData/activation_ms", as: Float.self).values.map(
            Double.init)
        segments = try group.read("CellData/aha_segment", as: Float.self).values.map {
            Int($0.isFinite ? $0 : 0)
        }
        try require(
            activation.count == count && segments.count == types.count,
            "a field of another length than the mesh")
    }

    /// Centre of the tetrahedra whose segment passes; nil without any.
    func centre(_ keep: (Int) -> Bool) -> Vec3? {
        var sum = Vec3.zero
        var count = 0.0
        for (tet, segment) in segments.enumerated() where keep(segment) {
            for node in tets[10 * tet..<10 * tet + 4] { sum += points[node] }
            count += 4
        }
        return count > 0 ? sum / count : nil
    }
}

import Numerics
import Storage

/// The moving surface of a run's wall with its active tension, of result.vtkhdf.
struct RunMotion {
    /// Times of the frames [ms after the onset of the QRS].
    let times: [Double]
    /// Positions of the chosen nodes at each time [mm].
    let frames: [[Vec3]]
    /// Active tension at these nodes: the mean of the tetrahedra around them [kPa].
    let tension: [[Double]]

    /// Reads frames at equal distances, all of them unless told otherwise.
    ///
    /// - `vertices`: the nodes of `wall` that are wanted.
    /// - `steps`: how many steps from frame to frame are wanted at most.
    init(_ run: RunFiles, wall: RunWall, vertices: [Int], steps: Int? = nil) throws {
        let file = try H5File(reading: run.path("result.vtkhdf"))
        defer { file.close() }
        let group = file.root.group("VTKHDF")
        let all = try group.read("Steps/Values", as: Double.self).values
        let step = steps.map { max(1, (all.count - 1 + $0 - 1) / $0) } ?? 1
        let chosen = Array(stride(from: 0, to: all.count, by: step))
        let nodes = wall.points.count
        let cells = wall.tets.count / 10
        let around = Self.cells(around: vertices, of: wall)
        times = chosen.map { all[$0] }
        frames = try chosen.map { frame in
            let values = try group.read(
                "Points", as: Float.self, rows: nodes * frame..<nodes * (frame + 1)
            ).values
            return vertices.map { node in
                Vec3(
                    Double(values[3 * node]), Double(values[3 * node + 1]),
                    Double(values[3 * node + 2]))
            }
        }
        tension = try chosen.map { frame in
            let values = try group.read(
                "CellData/active_tension_kPa", as: Float.self,
                rows: cells * frame..<cells * (frame + 1)
            ).values
            return around.map { cells in
                cells.reduce(0) { $0 + Double(values[$1]) } / Double(max(cells.count, 1))
            }
        }
    }

    private static func cells(around vertices: [Int], of wall: RunWall) -> [[Int]] {
        var place = [Int](repeating: -1, count: wall.points.count)
        for (index, node) in vertices.enumerated() { place[node] = index }
        var cells = [[Int]](repeating: [], count: vertices.count)
        for (entry, node) in wall.tets.enumerated() where place[node] >= 0 {
            cells[place[node]].append(entry / 10)
        }
        return cells
    }
}

import Foundation
import Geometry
import Numerics
import Storage

/// What a finished three-dimensional run of the patient (`hearttwin simulate`) lends to the dashboard: a shape that moves,
/// and the electrocardiogram of a beat.
public struct ShapeRun: Sendable {
    /// The moving surface.
    public let shape: HeartShape
    /// Lead II from the onset of the QRS [mV], and the time between its samples [ms]; empty where there is none.
    public let leadII: [Double]
    public let samplePeriod: Double

    private static let nodesPerTet = 10
    /// Edges of a tetrahedron by corner, in the order of its middle nodes (VTK_QUADRATIC_TETRA).
    private static let edges = [(0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3)]

    /// Reads a results folder.
    ///
    /// - Throws: ``TwinEngineError/file(path:operation:reason:)`` for what is not there or is of no such run.
    public init(folder: String) throws {
        let mesh = folder + "/result.vtkhdf"
        func failure(_ reason: String, _ path: String) -> TwinEngineError {
            .file(path: path, operation: "use", reason: reason)
        }
        guard FileManager.default.fileExists(atPath: mesh) else {
            throw TwinEngineError.file(
                path: mesh, operation: "open",
                reason:
                    "not there; wanted is the results folder of hearttwin simulate (level heart)")
        }
        let group = try H5File(reading: mesh).root.group("VTKHDF")
        let nodes = try group.read("Connectivity", as: Int64.self).values.map {
            Int32(clamping: $0)
        }
        let times = try group.read("Steps/Values", as: Double.self).values
        let points = try group.read("Points", as: Float.self).values
        guard !times.isEmpty, nodes.count.isMultiple(of: Self.nodesPerTet),
            points.count.isMultiple(of: 3 * times.count)
        else { throw failure("not the moving mesh of a run", mesh) }
        let count = points.count / 3 / times.count
        guard nodes.allSatisfy({ $0 >= 0 && Int($0) < count }) else {
            throw failure("a cell names a point that is not there", mesh)
        }
        let flat = try Self.surface(nodes)
        var (number, used) = ([Int32](repeating: -1, count: count), [Int]())
        let triangles = flat.map { triangle -> SIMD3<Int32> in
            var renumbered = triangle
            for corner in 0..<3 {
                let vertex = Int(triangle[corner])
                if number[vertex] < 0 {
                    number[vertex] = Int32(used.count)
                    used.append(vertex)
                }
                renumbered[corner] = number[vertex]
            }
            return renumbered
        }
        let frames = times.indices.map { frame in
            used.map { vertex -> Vec3 in
                let place = 3 * (frame * count + vertex)
                return Vec3(
                    Double(points[place]), Double(points[place + 1]), Double(points[place + 2]))
            }
        }
        let traces = try Columns(path: folder + "/traces.csv")
        let features = try Self.features(traces, at: times)
        do {
            shape = try HeartShape(frames: frames, features: features, triangles: triangles)
        } catch {
            throw failure("its frames do not tell volumes and pressures apart: \(error)", mesh)
        }
        let leads = folder + "/ecg.csv"
        if FileManager.default.fileExists(atPath: leads) {
            let table = try Columns(path: leads)
            leadII = try table.column("II_mV")
            let time = try table.column("time_ms")
            samplePeriod = time.count > 1 ? time[1] - time[0] : 1
        } else {
            (leadII, samplePeriod) = ([], 1)
        }
    }

    /// Volumes and pressures of the last beat at the times of its frames.
    private static func features(
        _ traces: Columns, at times: [Double]
    ) throws -> [HeartShape.Features] {
        let beat = try traces.column("beat")
        let rows = beat.indices.filter { beat[$0] == beat.last }
        let clock = try traces.column("time_ms")
        let columns = try [
            "lv_volume_mL", "rv_volume_mL", "lv_pressure_mmHg", "rv_pressure_mmHg",
        ].map { try traces.column($0) }
        guard let first = rows.first else { throw traces.missing("beat") }
        var row = first
        return times.map { time in
            while row + 1 < clock.count, clock[row + 1] - clock[first] <= time { row += 1 }
            return HeartShape.Features(
                columns[0][row], columns[1][row], columns[2][row], columns[3][row])
        }
    }

    /// The outer faces of quadratic tetrahedra, each as four plane triangles.
    private static func surface(_ nodes: [Int32]) throws(GeometryError) -> [SIMD3<Int32>] {
        let tets = stride(from: 0, to: nodes.count, by: nodesPerTet).map {
            SIMD4(nodes[$0], nodes[$0 + 1], nodes[$0 + 2], nodes[$0 + 3])
        }
        let boundary = try TetBoundary(tets)
        return zip(boundary.triangles, boundary.owners).flatMap { face, tet in
            let base = nodesPerTet * Int(tet)
            func middle(_ a: Int32, _ b: Int32) -> Int32 {
                for (place, edge) in edges.enumerated() {
                    let (p, q) = (nodes[base + edge.0], nodes[base + edge.1])
                    if (p == a && q == b) || (p == b && q == a) { return nodes[base + 4 + place] }
                }
                preconditionFailure("an edge of a face is one of its tetrahedron")
            }
            let ab = middle(face.x, face.y)
            let bc = middle(face.y, face.z)
            let ca = middle(face.z, face.x)
            return [
                SIMD3(face.x, ab, ca), SIMD3(ab, face.y, bc), SIMD3(ca, bc, face.z),
                SIMD3(ab, bc, ca),
            ]
        }
    }
}

/// Columns of a table of comma-separated numbers with names in its first line.
private struct Columns {
    private let path: String
    private let values: [String: [Double]]

    init(path: String) throws {
        self.path = path
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw TwinEngineError.file(path: path, operation: "read", reason: "\(error)")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        let names = (lines.first ?? "").split(separator: ",").map(String.init)
        var columns = [[Double]](repeating: [], count: names.count)
        for (number, line) in lines.enumerated().dropFirst() {
            let words = line.split(separator: ",", omittingEmptySubsequences: false)
            guard words.count == names.count else {
                throw TwinEngineError.file(
                    path: path, operation: "read",
                    reason: "line \(number + 1) has \(words.count) values, not \(names.count)")
            }
            for (place, word) in words.enumerated() {
                guard let value = Double(word) else {
                    throw TwinEngineError.file(
                        path: path, operation: "read",
                        reason: "line \(number + 1): \"\(word)\" is no number")
                }
                columns[place].append(value)
            }
        }
        values = Dictionary(zip(names, columns), uniquingKeysWith: { first, _ in first })
    }

    func missing(_ name: String) -> TwinEngineError {
        .file(path: path, operation: "use", reason: "no column \(name), or nothing in it")
    }

    func column(_ name: String) throws -> [Double] {
        guard let column = values[name], !column.isEmpty else { throw missing(name) }
        return column
    }
}

import Foundation
import Numerics

/// Displacements of observed points over time, ours or published.
struct Arostica2025Curves: Sendable, Equatable {
    /// Times [ms].
    var times: [Double] = []
    /// Displacements [mm] by point, in the order of the problem's points.
    var displacements: [[Vec3]]
    /// Volumes behind the endocardia [mm³], in the order of the problem's; empty where not known.
    var volumes: [[Double]] = []

    /// The values at other times within the run, linear between those sampled.
    func sampled(at wanted: [Double]) -> Arostica2025Curves {
        let places = wanted.map { time -> (index: Int, part: Double) in
            let after = times.firstIndex { $0 >= time } ?? times.count - 1
            guard after > 0 else { return (0, 0) }
            let part = (time - times[after - 1]) / (times[after] - times[after - 1])
            return (after - 1, min(part, 1))
        }
        func mixed<Value>(_ curve: [Value], _ mix: (Value, Value, Double) -> Value) -> [Value] {
            places.map { mix(curve[$0.index], curve[min($0.index + 1, curve.count - 1)], $0.part) }
        }
        return Arostica2025Curves(
            times: wanted,
            displacements: displacements.map { mixed($0) { $0 + $2 * ($1 - $0) } },
            volumes: volumes.map { mixed($0) { $0 + $2 * ($1 - $0) } })
    }

    /// Relative L2 distance of one point's curve from another curve at the same times [1]:
    ///
    /// ```
    /// ( Σ_t |u − v|² / Σ_t |v|² )^½
    /// ```
    func distance(_ point: Int, from other: [Vec3]) -> Double {
        var square = 0.0
        var scale = 0.0
        for (u, v) in zip(displacements[point], other) {
            square += (u - v).dot(u - v)
            scale += v.dot(v)
        }
        return (square / scale).squareRoot()
    }

    /// Largest value by magnitude of one component of a point, with its sign [mm].
    func peak(_ point: Int, _ component: (Vec3) -> Double) -> Double {
        displacements[point].map(component).max { abs($0) < abs($1) } ?? .nan
    }
}

/// The published curves: statistics over the participating codes every 10 ms.
///
/// Source: participants' data of Aróstica et al. 2025, doi:10.5281/zenodo.14260459 (CC BY 4.0).
struct Arostica2025Reference: Sendable {
    /// Mean, least and greatest displacement [mm] of a point at each time.
    struct Band: Sendable {
        var mean: [Vec3]
        var least: [Vec3]
        var greatest: [Vec3]
    }

    /// Times [ms].
    let times: [Double]
    /// By the order of the names asked for.
    let points: [Band]

    /// Reads the table of a folder.
    ///
    /// - Throws: ``VerificationError``.
    init(folder: String, case name: String, points: [String]) throws {
        let path = folder + "/arostica2025.tsv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw VerificationError.missingReference(path: path)
        }
        var rows: [Substring: [[Double]]] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix(name + "\t") {
            let fields = line.split(separator: "\t")
            rows[fields[1], default: []].append(fields.dropFirst(2).compactMap { Double($0) })
        }
        func column(_ point: String, _ component: String, _ index: Int) throws -> [Double] {
            guard let found = rows["\(point).u\(component)"],
                found.allSatisfy({ $0.count > index })
            else {
                throw VerificationError.unusableReference(
                    path: path, reason: "no curve of \(point).u\(component) in case \(name)")
            }
            return found.map { $0[index] }
        }
        func curve(_ point: String, _ index: Int) throws -> [Vec3] {
            let x = try column(point, "x", index)
            let y = try column(point, "y", index)
            let z = try column(point, "z", index)
            return x.indices.map { Vec3(x[$0], y[$0], z[$0]) }
        }
        let millisecondsPerSecond = 1000.0
        times = try column(points[0], "x", 0).map { ($0 * millisecondsPerSecond).rounded() }
        self.points = try points.map {
            try Band(mean: curve($0, 1), least: curve($0, 2), greatest: curve($0, 3))
        }
    }
}

package import Numerics

/// How far a motion is from another one.
package struct MotionDistance {
    /// Largest distance over the frames by the largest displacement of the other motion from its first frame, root mean
    /// squares over the nodes [1].
    package private(set) var relative = 0.0
    /// Largest distance of a node [mm].
    package private(set) var largest = 0.0

    /// Compares displacements [mm] frame by frame.
    ///
    /// - `points`: with these node positions [mm], the small rigid motion that fits the distances best is taken
    ///   away from each frame.
    package init(of motion: [[Double]], from other: [[Double]], besides points: [Vec3]? = nil) {
        guard let first = other.first else { return }
        let rigid = points.map { RigidMotions.motions(positions: $0) }
        var error = 0.0
        var moved = 0.0
        for (u, v) in zip(motion, other) {
            var distance = u.indices.map { u[$0] - v[$0] }
            if let rigid { Self.remove(rigid, from: &distance) }
            error = max(error, Self.dot(distance, distance))
            let displacement = v.indices.map { v[$0] - first[$0] }
            moved = max(moved, Self.dot(displacement, displacement))
            for i in stride(from: 0, to: distance.count, by: 3) {
                let d = Vec3(distance[i], distance[i + 1], distance[i + 2])
                largest = max(largest, d.norm)
            }
        }
        relative = moved > 0 ? (error / moved).squareRoot() : .infinity
    }

    /// Takes the combination of motions away that leaves least.
    private static func remove(_ motions: [[Double]], from u: inout [Double]) {
        let products = motions.flatMap { a in motions.map { dot(a, $0) } }
        guard let part = DenseKernels.solvePositive(products, motions.map { dot($0, u) }) else {
            return
        }
        for (factor, motion) in zip(part, motions) {
            for i in u.indices { u[i] -= factor * motion[i] }
        }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }
}

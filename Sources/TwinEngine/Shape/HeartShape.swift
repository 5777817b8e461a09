public import Numerics

/// The surface of a heart as it follows from what the loop knows of its ventricles.
///
/// ```
/// x(Vl, Vr, Pl, Pr) = c₀ + Σₖ cₖ·(fₖ − mₖ)/sₖ,   f = (Vl, Vr, Pl, Pr)
/// ```
///
/// with coefficients of least squares over the frames of a three-dimensional beat of the same patient: volumes tell
/// how full he is, pressures whether he contracts. Away from that beat it is a straight continuation.
public struct HeartShape: Sendable {
    /// Volumes [mL] and pressures [mmHg] of left and right ventricle at a moment.
    public typealias Features = SIMD4<Double>

    /// Vertex numbers of the triangles, oriented outwards.
    public let triangles: [SIMD3<Int32>]
    /// c₀ to c₄ of each vertex [mm]: by coefficient, then by vertex.
    public let coefficients: [[Vec3]]
    /// mₖ and sₖ: mean and deviation of the features over the beat.
    public let means: Features
    public let scales: Features
    /// Least and greatest of the features in the beat.
    public let low: Features
    public let high: Features
    /// Root of the mean square of what is left over [mm], and of the way from the first frame [mm].
    public let error: Double
    public let motion: Double

    /// Fits the frames of a beat.
    ///
    /// - Parameters:
    ///   - frames: vertex positions [mm], by frame.
    ///   - features: by frame.
    ///   - triangles: vertex numbers.
    /// - Throws: `NumericsError` where the frames do not tell the features apart.
    public init(
        frames: [[Vec3]], features: [Features], triangles: [SIMD3<Int32>]
    ) throws(NumericsError) {
        precondition(!frames.isEmpty && frames.count == features.count)
        let count = Double(frames.count)
        let mean = features.reduce(Features.zero, +) / count
        var square = Features.zero
        for feature in features { square += (feature - mean) * (feature - mean) }
        let scale = Features(
            (square.x / count).squareRoot(), (square.y / count).squareRoot(),
            (square.z / count).squareRoot(), (square.w / count).squareRoot())
        let rows = features.map { feature -> [Double] in
            let scaled = (feature - mean) / scale
            return [1, scaled.x, scaled.y, scaled.z, scaled.w]
        }
        let order = 5
        var normal = [Double](repeating: 0, count: order * order)
        for row in rows {
            for a in 0..<order { for b in 0..<order { normal[order * a + b] += row[a] * row[b] } }
        }
        let factor = try DenseLU(normal, order: order)
        // What a frame contributes to each coefficient.
        var weights: [[Double]] = []
        for row in rows { weights.append(try factor.solve(row)) }
        let vertices = frames[0].count
        var fitted = [[Vec3]](
            repeating: [Vec3](repeating: .zero, count: vertices), count: order)
        for (frame, weight) in zip(frames, weights) {
            for k in 0..<order {
                for v in 0..<vertices { fitted[k][v] += weight[k] * frame[v] }
            }
        }
        var (left, way) = (0.0, 0.0)
        for (frame, row) in zip(frames, rows) {
            for v in 0..<vertices {
                var place = Vec3.zero
                for k in 0..<order { place += row[k] * fitted[k][v] }
                left += (frame[v] - place).dot(frame[v] - place)
                way += (frame[v] - frames[0][v]).dot(frame[v] - frames[0][v])
            }
        }
        self.triangles = triangles
        coefficients = fitted
        (means, scales) = (mean, scale)
        low = features.dropFirst().reduce(features[0]) { pointwiseMin($0, $1) }
        high = features.dropFirst().reduce(features[0]) { pointwiseMax($0, $1) }
        error = (left / (count * Double(vertices))).squareRoot()
        motion = (way / (count * Double(vertices))).squareRoot()
    }

    /// Number of vertices.
    public var vertexCount: Int { coefficients[0].count }

    /// The coefficients one after the other, x, y and z of each vertex [mm].
    public var coefficientNumbers: [Float] {
        coefficients.flatMap { vertices in
            vertices.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }
        }
    }

    /// Positions of the vertices [mm].
    public func positions(_ features: Features) -> [Vec3] {
        let f = (features - means) / scales
        return coefficients[0].indices.map { v in
            coefficients[0][v] + f.x * coefficients[1][v] + f.y * coefficients[2][v]
                + f.z * coefficients[3][v] + f.w * coefficients[4][v]
        }
    }
}

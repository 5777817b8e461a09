extension QuadraticTetMesh {
    /// Corners of the boundary triangles.
    public var triangleCorners: [SIMD3<Int32>] {
        (0..<triangleCount).map {
            SIMD3(triangles[6 * $0], triangles[6 * $0 + 1], triangles[6 * $0 + 2])
        }
    }

    /// The triangles of one surface, each split into four at its middle nodes.
    public func splitTriangles(tagged tag: SurfaceTag) -> [SIMD3<Int32>] {
        let nodes = triangles(tagged: tag)
        var split: [SIMD3<Int32>] = []
        for start in stride(from: 0, to: nodes.count, by: 6) {
            let t = Array(nodes[start..<start + 6])
            split.append(SIMD3(t[0], t[3], t[5]))
            split.append(SIMD3(t[3], t[1], t[4]))
            split.append(SIMD3(t[5], t[4], t[2]))
            split.append(SIMD3(t[3], t[4], t[5]))
        }
        return split
    }
}

extension VentricularAnatomy {
    /// The anatomy without the points no tetrahedron uses, and the old number of each point.
    public func compacted() -> (anatomy: VentricularAnatomy, oldNumbers: [Int]) {
        var used = [Bool](repeating: false, count: mesh.points.count)
        for t in mesh.tets {
            for corner in 0..<4 { used[Int(t[corner])] = true }
        }
        let oldNumbers = used.indices.filter { used[$0] }
        var number = [Int32](repeating: -1, count: used.count)
        for (new, old) in oldNumbers.enumerated() { number[old] = Int32(new) }
        let mesh = TetMesh(
            points: oldNumbers.map { self.mesh.points[$0] },
            tets: self.mesh.tets.map { t in
                SIMD4(number[Int(t.x)], number[Int(t.y)], number[Int(t.z)], number[Int(t.w)])
            })
        let compact = VentricularAnatomy(
            mesh: mesh, regions: regions,
            triangles: triangles.map { t in
                SIMD3(number[Int(t.x)], number[Int(t.y)], number[Int(t.z)])
            },
            triangleTags: triangleTags, coordinates: coordinates?.selecting(oldNumbers))
        return (compact, oldNumbers)
    }
}

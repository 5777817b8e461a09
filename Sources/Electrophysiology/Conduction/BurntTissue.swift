import Geometry

/// What lesions take out of an anatomy.
struct BurntTissue {
    /// Whether each tetrahedron is burnt.
    let tetrahedra: [Bool]
    /// Vertices all of whose tetrahedra are burnt.
    let vertices: Set<Int32>

    /// Nil without lesions.
    ///
    /// - Throws: ``ElectrophysiologyError/nothingConducts`` where no tetrahedron is left; as ``VentricularSite/vertex(on:)``.
    init?(_ lesions: [Lesion], of anatomy: VentricularAnatomy) throws(ElectrophysiologyError) {
        guard !lesions.isEmpty else { return nil }
        var burnt = [Bool](repeating: false, count: anatomy.mesh.tets.count)
        for lesion in lesions {
            for (tet, isBurnt) in try lesion.tetrahedra(of: anatomy).enumerated() where isBurnt {
                burnt[tet] = true
            }
        }
        guard burnt.contains(false) else { throw .nothingConducts }
        var lost = Set(anatomy.mesh.tets.flatMap { [$0[0], $0[1], $0[2], $0[3]] })
        for (tet, isBurnt) in zip(anatomy.mesh.tets, burnt) where !isBurnt {
            for corner in 0..<4 { lost.remove(tet[corner]) }
        }
        tetrahedra = burnt
        vertices = lost
    }
}

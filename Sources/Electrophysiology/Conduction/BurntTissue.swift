import Geometry
import Numerics

/// What lesions take out of an anatomy.
struct BurntTissue {
    /// Whether each tetrahedron is burnt.
    let tetrahedra: [Bool]
    /// Vertices all of whose tetrahedra are burnt.
    let vertices: Set<Int32>
    /// Their share of the wall's volume [1].
    let share: Double

    /// Nil without lesions.
    ///
    /// - Throws: ``ElectrophysiologyError/nothingConducts(part:)`` where a ventricle or the septum has no tetrahedron left; as ``VentricularSite/vertex(on:)``.
    init?(_ lesions: [Lesion], of anatomy: VentricularAnatomy) throws(ElectrophysiologyError) {
        guard !lesions.isEmpty else { return nil }
        var burnt = [Bool](repeating: false, count: anatomy.mesh.tets.count)
        for lesion in lesions {
            for (tet, isBurnt) in try lesion.tetrahedra(of: anatomy).enumerated() where isBurnt {
                burnt[tet] = true
            }
        }
        // A part that is never activated would contract here as if it were.
        for (region, name) in Self.parts where anatomy.regions.contains(region) {
            guard zip(anatomy.regions, burnt).contains(where: { $0 == region && !$1 }) else {
                throw .nothingConducts(part: name)
            }
        }
        var lost = Set(anatomy.mesh.tets.flatMap { [$0[0], $0[1], $0[2], $0[3]] })
        for (tet, isBurnt) in zip(anatomy.mesh.tets, burnt) where !isBurnt {
            for corner in 0..<4 { lost.remove(tet[corner]) }
        }
        tetrahedra = burnt
        vertices = lost
        let volumes = burnt.indices.map { anatomy.mesh.volume($0) }
        share =
            zip(volumes, burnt).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / volumes.reduce(0, +)
    }

    /// Where a source lies [mm] if that is burnt, nil elsewhere and for nodes of the conduction network.
    ///
    /// On the border, where a tetrahedron that is as near as any is not burnt, it is not.
    func place(of source: ActivationSource, in mesh: TetMesh) -> Vec3? {
        switch source.place {
        case .vertex(let vertex):
            return vertices.contains(Int32(vertex)) ? mesh.points[vertex] : nil
        case .point(let point):
            let left = TetMesh(
                points: mesh.points,
                tets: zip(mesh.tets, tetrahedra).filter { !$1 }.map { $0.0 })
            let isFarther =
                NearestTetrahedron.find(point, in: left).distance
                > NearestTetrahedron.find(point, in: mesh).distance
            return isFarther ? point : nil
        }
    }

    private static let parts: [(WallRegion, String)] = [
        (.leftVentricle, "left ventricle"), (.rightVentricle, "right ventricle"),
        (.septum, "septum"),
    ]
}

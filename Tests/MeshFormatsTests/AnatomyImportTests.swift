import Geometry
import MeshFormats
import Numerics
import Testing

struct AnatomyImportTests {
    /// An ellipsoid whose upper part is called an atrium, with a crumb that touches the wall in a
    /// vertex and another that touches nothing.
    func labelledHeart() throws -> (grid: UnstructuredGrid, labels: AnatomyLabels) {
        let anatomy = try TruncatedEllipsoid.land2015.anatomy(elementSize: 2, layers: 2)
        var grid = VentricularMeshFile.grid(anatomy)
        let coordinates = try #require(anatomy.coordinates)
        var parts: [Double] = anatomy.mesh.tets.map { tet in
            let mean = (0..<4).reduce(0.0) { $0 + coordinates.apicobasal[Int(tet[$1])] } / 4
            return mean > 0.7 ? 3 : 1
        }
        var surfaces = [Double](repeating: .nan, count: parts.count)
        surfaces += anatomy.triangleTags.map { $0 == .base ? 999 : 100 + Double($0.rawValue) }
        parts += [Double](repeating: 0, count: anatomy.triangles.count)
        let outside = try #require(anatomy.triangles(tagged: .epicardium).first).x
        let base = Int32(grid.points.count)
        grid.points += [Vec3(50, 0, 0), Vec3(51, 0, 0), Vec3(50, 1, 0), Vec3(50, 0, 1)]
        // The second crumb is also inside out.
        for crumb in [[outside, base, base + 1, base + 2], [base, base + 2, base + 1, base + 3]] {
            grid.append(.tetrahedron, crumb)
            parts.append(1)
            surfaces.append(.nan)
        }
        grid.cellArrays = [
            VTKArray(name: "part", values: parts), VTKArray(name: "surface", values: surfaces),
        ]
        grid.pointArrays = []
        let labels = AnatomyLabels(
            partArray: "part", regions: [1: .leftVentricle], surfaceArray: "surface",
            tags: [101: .lvEndocardium, 103: .epicardium])
        return (grid, labels)
    }

    @Test func aLabelledMeshBecomesAnAnatomy() throws {
        var (grid, labels) = try labelledHeart()
        labels.tags[102] = .rvEndocardium
        #expect(throws: MeshFormatError.self) { try AnatomyImport(grid, labels: labels) }
        // Call the upper half of the inside the right ventricle, so that both endocardia exist.
        let surface = try grid.cellArray("surface")
        var values = surface.values
        let triangles = grid.cells(.triangle)
        for (number, cell) in triangles.numbers.enumerated() where values[cell] == 101 {
            let point = grid.points[Int(triangles.nodes[3 * number])]
            if point.x > 0 { values[cell] = 102 }
        }
        grid.cellArrays[1].values = values
        let result = try AnatomyImport(grid, labels: labels)
        #expect(result.turnedTets == 1 || result.turnedTets == 2)
        #expect(result.removedTets + result.looseTets >= 2)
        let anatomy = result.anatomy
        #expect(Set(anatomy.triangleTags) == Set(SurfaceTag.allCases))
        #expect(SurfaceDefects(anatomy.triangles).isEmpty)
        #expect(anatomy.mesh.tets.indices.allSatisfy { anatomy.mesh.volume($0) > 0 })
        #expect(anatomy.mesh.points.allSatisfy { $0.x < 40 }, "the crumbs are gone")
        #expect(result.valves.loops.keys.contains(.mitral))
    }

    @Test func unknownPartsAreReported() throws {
        let (grid, labels) = try labelledHeart()
        var other = labels
        other.regions = [42: .septum]
        #expect {
            try AnatomyImport(grid, labels: other)
        } throws: { error in
            "\(error)".contains("part is one of 42")
        }
        other.partArray = "organ"
        #expect {
            try AnatomyImport(grid, labels: other)
        } throws: { error in
            "\(error)" == "there is no cell array \"organ\"; the file has part, surface"
        }
    }

    @Test func theRealHeartHasItsPublishedVolumes() throws {
        let path = Fixture.repository("meshes/rodero-01/biventricle-2mm.vtu")
        let anatomy = try VentricularMeshFile.readLinear(path: path)
        let points = anatomy.mesh.points
        #expect(points.count == 52_204 && anatomy.mesh.tets.count == 250_575)
        #expect(SurfaceDefects(anatomy.triangles).isEmpty)
        #expect(TetComponents(anatomy.mesh.tets).sizes.count == 1)
        let wall = anatomy.mesh.tets.indices.reduce(0.0) { $0 + anatomy.mesh.volume($1) } / 1000
        #expect(abs(wall / 226.1 - 1) < 0.001, "wall \(wall) mL, expected 226.1")
        for (tag, expected) in [(SurfaceTag.lvEndocardium, 120.45), (.rvEndocardium, 185.65)] {
            let cavity = try Cavity(anatomy, endocardium: tag)
            let volume = cavity.volume(points) / 1000
            #expect(abs(volume - expected) < 0.01, "\(tag) \(volume) mL, expected \(expected)")
            #expect(cavity.rims.count == 2)
        }
        let valves = ValveRims(
            left: try anatomy.rims(of: .lvEndocardium), right: try anatomy.rims(of: .rvEndocardium),
            points: points)
        // Nodes on the valve rings of the source: 67 mitral, 44 aortic, 93 tricuspid, 58 pulmonary.
        #expect(
            valves.loops.mapValues(\.edgeCount)
                == [.mitral: 67, .aortic: 44, .tricuspid: 93, .pulmonary: 58])
    }

    @Test(arguments: [("left", 3193, 4733.9), ("right", 3654, 5419.5)])
    func purkinjeTreesAreShipped(side: String, nodes: Int, length: Double) throws {
        let path = Fixture.repository("meshes/rodero-01/purkinje-\(side).vtu")
        let tree = try LineNetworkFile.read(path: path)
        #expect(tree.points.count == nodes && tree.edges.count == nodes - 1)
        #expect(abs(tree.totalLength - length) < 0.1, "length \(tree.totalLength) mm")
    }
}

import Geometry
import MeshFormats
import Numerics
import Testing

/// Hearts with the labels of the published cohorts; the published files themselves are not here.
struct CohortLabelTests {
    static let hearts: [(String, VoxelHeart)] = [
        ("strocchi", VoxelHeart(valves: [14, 15, 16, 17], others: [7, 8, 12, 13])),
        ("strocchi-12-14", VoxelHeart(valves: [13, 14, 15, 16], others: [7, 9, 11, 12])),
        ("rodero", VoxelHeart(valves: [7, 8, 9, 10], others: [14, 13, 16, 18])),
    ]

    @Test(arguments: hearts.indices)
    func theCohortIsRecognised(index: Int) throws {
        let (name, heart) = Self.hearts[index]
        let found = AnatomyLabels.recognised(in: heart.grid(array: "ID"))
        #expect(found?.cohort.identifier == name)
        #expect(found?.partArray == "ID")
    }

    @Test(arguments: hearts.indices)
    func itsVentriclesHaveTheirSurfacesVolumesAndValves(index: Int) throws {
        let grid = Self.hearts[index].1.grid(array: "tags")
        let (cohort, array) = try #require(AnatomyLabels.recognised(in: grid))
        let cut = try AnatomyImport(grid, labels: AnatomyLabels(cohort, partArray: array))
        #expect(MeshReport(cut.anatomy).problems.isEmpty, "\(MeshReport(cut.anatomy).problems)")
        let points = cut.anatomy.mesh.points
        let cube = VoxelHeart.edge * VoxelHeart.edge * VoxelHeart.edge
        for (tag, cubes) in [
            (SurfaceTag.lvEndocardium, VoxelHeart.leftCavity),
            (.rvEndocardium, VoxelHeart.rightCavity),
        ] {
            let volume = try Cavity(cut.anatomy, endocardium: tag).volume(points)
            #expect(
                abs(volume - cubes * cube) < 1e-6, "\(tag): \(volume), expected \(cubes * cube)")
        }
        #expect(Set(cut.valves.loops.keys) == Set(Valve.allCases))
        // The hole of the mitral valve is at x 20 to 30, y 20 to 30.
        let mitral = try #require(cut.valves.loops[.mitral])
        let mean =
            mitral.vertices.reduce(Vec3.zero) { $0 + points[Int($1)] }
            / Double(mitral.vertices.count)
        #expect((mean - Vec3(25, 25, 50)).norm < 1e-9, "mitral rim at \(mean)")
        #expect(cut.removedTets == 0 && cut.looseTets == 0)
    }

    @Test func aHeartInMicrometresIsKnownByItsExtent() {
        var grid = Self.hearts[0].1.grid(array: "ID")
        #expect(grid.unitOfHeart == .millimetre)
        let points = grid.points
        grid = grid.fromMillimetres(to: .micrometre)
        #expect(grid.unitOfHeart == .micrometre)
        #expect(grid.inMillimetres(from: .micrometre).points == points)
        #expect(
            grid.inMillimetres(from: .micrometre).fromMillimetres(to: .metre).unitOfHeart == .metre)
    }

    @Test func aGapInARingIsExplained() throws {
        var heart = Self.hearts[0].1.grid(array: "ID")
        // Without the planes nothing is attached around the holes' rims.
        let planes: Set<Double> = [14, 15, 16, 17]
        var rest = UnstructuredGrid()
        rest.points = heart.points
        var labels: [Double] = []
        let (cells, nodes) = heart.cells(.tetrahedron)
        for (number, cell) in cells.enumerated()
        where !planes.contains(heart.cellArrays[0].values[cell]) {
            rest.append(.tetrahedron, nodes[4 * number..<4 * number + 4])
            labels.append(heart.cellArrays[0].values[cell])
        }
        rest.cellArrays = [VTKArray(name: "ID", scalar: .int32, values: labels)]
        heart = rest
        let cohort = try #require(AnatomyLabels.cohorts.first { $0.identifier == "strocchi" })
        #expect {
            try AnatomyImport(heart, labels: AnatomyLabels(cohort, partArray: "ID"))
        } throws: { error in
            "\(error)".contains("connected parts")
        }
    }

    @Test func surfacesFoundByWhatIsAttachedAreThoseOfTheRealHeart() throws {
        let path = Fixture.repository("meshes/rodero-01/biventricle-2mm.vtu")
        let anatomy = try VentricularMeshFile.readLinear(path: path)
        // A crust of tetrahedra on every face of the base stands for atria and vessels.
        var grid = UnstructuredGrid()
        grid.points = anatomy.mesh.points
        var labels: [Double] = []
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) {
            grid.append(.tetrahedron, [tet.x, tet.y, tet.z, tet.w])
            labels.append(region == .rightVentricle ? 2 : 1)
        }
        for t in anatomy.triangles(tagged: .base) {
            let p = (0..<3).map { anatomy.mesh.points[Int(t[$0])] }
            let out = (p[1] - p[0]).cross(p[2] - p[0]).normalized
            grid.points.append((p[0] + p[1] + p[2]) / 3 + out)
            grid.append(.tetrahedron, [t.x, t.y, t.z, Int32(grid.points.count - 1)])
            labels.append(3)
        }
        grid.cellArrays = [VTKArray(name: "ID", scalar: .int32, values: labels)]
        let cohort = try #require(AnatomyLabels.cohorts.first)
        let cut = try AnatomyImport(grid, labels: AnatomyLabels(cohort, partArray: "ID"))
        let counts = Dictionary(grouping: cut.anatomy.triangleTags) { $0 }.mapValues(\.count)
        let expected = Dictionary(grouping: anatomy.triangleTags) { $0 }.mapValues(\.count)
        #expect(counts == expected)
        let volume = try Cavity(cut.anatomy, endocardium: .rvEndocardium)
            .volume(cut.anatomy.mesh.points)
        #expect(abs(volume / 1000 - 185.65) < 0.01, "right cavity \(volume) mm3")
    }
}

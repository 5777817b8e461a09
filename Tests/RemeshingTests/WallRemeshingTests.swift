import Geometry
import MeshFormats
import Numerics
import Remeshing
import Testing

/// Whether gmsh is there to test with.
private let hasGmsh = (try? GmshProgram()) != nil

@Suite(.enabled(if: hasGmsh, "gmsh is not on PATH; apt-get install gmsh"))
struct WallRemeshingTests {
    let original: VentricularAnatomy
    let made: WallRemeshing
    let mesh: QuadraticTetMesh

    init() throws {
        original = try IdealBiventricle.adult.anatomy(
            elementSize: 5, leftLayers: 3, rightLayers: 1)
        made = try WallRemeshing(original, size: 14, order: 2, gmsh: GmshProgram())
        mesh = try #require(made.quadratic)
    }

    @Test func theMeshIsSoundAndHasNoSlivers() throws {
        let report = MeshReport(mesh)
        #expect(report.problems == [] && report.warnings == [])
        #expect(report.tets < original.mesh.tets.count / 5)
        // The shipped meshes of rodero-01 have at least 15 degrees.
        #expect(made.report.smallestAngleDegrees > 12, "\(made.report.smallestAngleDegrees)")
        let worst = try #require(report.worstScaledJacobian)
        #expect(worst >= 0.2 && worst == made.report.worstScaledJacobian)
    }

    @Test func volumesStay() throws {
        for (name, volume) in made.report.volumes {
            #expect(
                abs(volume.changePercent) < 2,
                "\(name): \(volume.changePercent) %, expected within 2 %")
        }
        #expect(made.warnings == [])
        #expect(made.report.rimEdges["lvEndocardium"]?.count == 1)
    }

    @Test func partsAndCoordinatesAreCarriedOver() throws {
        let before = MeshReport(original).regionVolumes
        for (region, volume) in MeshReport(mesh).regionVolumes {
            let expected = try #require(before[region])
            // Borders between parts run along elements: a row of them may change sides.
            #expect(abs(volume / expected - 1) < 0.2, "\(region): \(volume) of \(expected) mm3")
        }
        let coordinates = try #require(mesh.coordinates)
        let old = try #require(original.coordinates).apicobasal
        #expect((coordinates.apicobasal.min() ?? -1) >= (old.min() ?? 0))
        #expect((coordinates.apicobasal.max() ?? 2) <= (old.max() ?? 1))
        let inside = Set(mesh.triangles(tagged: .lvEndocardium)).map { Int($0) }
        let depth = inside.map { coordinates.transmural[$0] }.reduce(0, +) / Double(inside.count)
        #expect(depth < 0.05, "mean depth \(depth) on the left endocardium")
    }

    @Test func theFileCanBeReadBack() throws {
        let grid = VentricularMeshFile.grid(mesh)
        let again = try VentricularMeshFile.quadratic(
            VTUReader.read(bytes: VTUWriter.bytes(grid)))
        #expect(again.tets == mesh.tets && again.triangleTags == mesh.triangleTags)
    }

    @Test func theSameInputGivesTheSameBits() throws {
        let again = try WallRemeshing(original, size: 14, order: 2, gmsh: GmshProgram())
        #expect(again.quadratic?.points == mesh.points && again.quadratic?.tets == mesh.tets)
    }

    @Test func orderOneIsStraight() throws {
        let linear = try WallRemeshing(original, size: 16, order: 1, gmsh: GmshProgram())
        #expect(linear.quadratic == nil && linear.report.worstScaledJacobian == 1)
        #expect(linear.report.nodes == linear.linear.mesh.points.count)
    }
}

struct GmshTests {
    @Test func withoutGmshTheErrorSaysWhatToInstall() {
        #expect(throws: GmshError.missing) { try GmshProgram(searching: "/nonexistent:/proc") }
        #expect(GmshError.missing.exitCode == 69)
        #expect(GmshError.missing.description.contains("apt-get install gmsh"))
    }

    @Test func tetrahedraAreReadByTheNumbersOfTheirNodes() throws {
        let text = """
            $MeshFormat
            2.2 0 8
            $EndMeshFormat
            $Nodes
            4
            7 0 0 0
            3 1 0 0
            9 0 1 0
            1 0 0 1e0
            $EndNodes
            $Elements
            2
            1 2 2 0 1 7 3 9
            2 4 2 0 1 7 3 9 1
            $EndElements
            """
        let mesh = try GmshFile.tetrahedra(text)
        #expect(mesh.points[3] == Vec3(0, 0, 1))
        #expect(mesh.tets == [SIMD4(0, 1, 2, 3)])
    }

    @Test(arguments: [
        ("", "no tetrahedra"), ("$Elements\n1 4 2 0 1 1 2 3 4\n", "is no tetrahedron"),
        ("$Nodes\n1\n1 0 zero 0\n", "is no node"),
    ])
    func brokenTextIsAnError(text: String, message: String) {
        #expect {
            try GmshFile.tetrahedra(text)
        } throws: { error in
            "\(error)".contains(message)
        }
    }

    @Test func surfacesAreWrittenWithNumbersFromOne() {
        let text = GmshFile.text(
            points: [Vec3(0, 0, 0), Vec3(0.1, 0, 0), Vec3(0, 1, 0)], triangles: [SIMD3(2, 0, 1)])
        #expect(text.contains("\n2 0.1 0.0 0.0\n"))
        #expect(text.contains("\n1 2 2 0 1 3 1 2\n"))
    }
}

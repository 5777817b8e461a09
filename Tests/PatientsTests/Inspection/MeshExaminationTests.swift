import Foundation
import Geometry
import Inspection
import MeshFormats
import Numerics
import Patients
import Testing

/// Verdicts on sound and damaged meshes.
struct MeshExaminationTests {
    let anatomy: VentricularAnatomy

    init() throws {
        anatomy = try IdealBiventricle.adult.anatomy(elementSize: 8, leftLayers: 1, rightLayers: 1)
    }

    func verdict(_ mesh: VentricularAnatomy) -> MeshExamination {
        MeshExamination(
            MeshContent(
                name: "mesh", elements: .linear(mesh), grid: VentricularMeshFile.grid(mesh)),
            file: "heart.vtu")
    }

    @Test func aSoundMeshIsUsable() {
        #expect(verdict(anatomy).usable)
    }

    @Test func invertedElementsAreNamed() {
        var damaged = anatomy
        let t = damaged.mesh.tets[17]
        damaged.mesh.tets[17] = SIMD4(t.y, t.x, t.z, t.w)
        #expect(
            verdict(damaged).problems.contains {
                $0.contains("1 tetrahedra are inverted") && $0.contains("17")
            })
    }

    @Test func whatReportsDoNotSeeTheChecksOfPatientsFind() {
        var damaged = anatomy
        damaged.mesh.points.append(Vec3(0, 0, 0))
        #expect(
            verdict(damaged).problems == [
                "heart.vtu:Points[\(anatomy.mesh.points.count)]: belongs to no tetrahedron;"
                    + " remove unused points"
            ])
        damaged = anatomy
        damaged.triangleTags = damaged.triangleTags.map { $0 == .base ? .epicardium : $0 }
        #expect(verdict(damaged).problems.contains { $0.contains("no triangle has tag 4 (base)") })
    }

    @Test func holesAndMissingCavitiesAreFound() {
        var damaged = anatomy
        damaged.triangles.removeLast()
        damaged.triangleTags.removeLast()
        #expect(!verdict(damaged).usable)
        damaged = anatomy
        damaged.triangleTags = damaged.triangleTags.map { $0 == .lvEndocardium ? .base : $0 }
        #expect(verdict(damaged).problems.contains { $0.contains("tagged 1") })
    }

    @Test func aMeshWithoutTagsIsSentToImport() throws {
        var grid = VentricularMeshFile.grid(anatomy)
        grid.cellArrays.removeAll { $0.name == "tag" }
        let path = NSTemporaryDirectory() + "untagged-\(UUID().uuidString).vtu"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try VTUWriter.write(grid, path: path)
        let content = try #require(try MeshContent.read(path: path, knowing: [:]).first)
        let problems = MeshExamination(content, file: path).problems
        #expect(problems.contains { $0.contains("hearttwin mesh import") })
        let summary = MeshSummary(content)
        #expect(summary.points == anatomy.mesh.points.count && summary.wallML == nil)
        #expect(summary.arrays.map(\.name) == ["ab", "tm", "rt", "part"])
    }

    @Test func summariesHoldTheVolumesOfTheSimulation() throws {
        let mesh = try IdealBiventricle.adult.quadraticMesh(
            elementSize: 14, leftLayers: 1, rightLayers: 1)
        let summary = MeshSummary(MeshContent(name: "mechanics", elements: .quadratic(mesh)))
        #expect(summary.elements == "quadratic tetrahedra")
        #expect(summary.cells["quadraticTetrahedron"] == mesh.tetCount)
        // Left cavity of the shape: the ellipsoid below z = 20 mm,
        // V = pi r^2 (2/3 l + h - h^3 / (3 l^2)).
        let exact = Double.pi * 25 * 25 * (40 + 20 - 8000.0 / (3 * 3600)) / 1000
        let left = try #require(summary.cavities["left cavity"])
        #expect(abs(left.volumeML / exact - 1) < 0.01, "\(left.volumeML) mL, exact \(exact)")
        #expect(left.rims == 1)
    }
}

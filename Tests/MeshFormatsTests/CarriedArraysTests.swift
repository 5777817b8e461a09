import Foundation
import Geometry
import MeshFormats
import Numerics
import Testing

/// Arrays that go along when ventricles are cut out.
struct CarriedArraysTests {
    /// An idealised biventricle whose upper part is called something else.
    private func heart() throws -> (grid: UnstructuredGrid, labels: AnatomyLabels) {
        let anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 8, leftLayers: 1, rightLayers: 1)
        var grid = VentricularMeshFile.grid(anatomy)
        let tets = anatomy.mesh.tets.count
        let parts = grid.cellArrays[0].values
        let tags = grid.cellArrays[1].values
        let cells = grid.types.count
        grid.pointArrays += [
            VTKArray(
                name: "place", components: 3,
                values: grid.points.flatMap { [$0.x, $0.y, $0.z] }),
            VTKArray(
                name: "broken", values: grid.points.map { $0.z < 0 ? .nan : 1 }),
        ]
        grid.cellArrays = [
            VTKArray(name: "organ", values: parts), VTKArray(name: "face", values: tags),
            VTKArray(
                name: "fibre", components: 3, values: (0..<cells).flatMap { _ in [0.0, 0, 1] }),
            VTKArray(
                name: "number", scalar: .int32,
                values: (0..<cells).map { $0 < tets ? Double($0 + 1) : 0 }),
        ]
        let labels = AnatomyLabels(
            partArray: "organ", regions: [1: .leftVentricle, 2: .rightVentricle, 7: .septum],
            surfaceArray: "face", tags: [1: .lvEndocardium, 2: .rvEndocardium, 3: .epicardium],
            coordinateArrays: ("ab", "tm", "rt"))
        return (grid, labels)
    }

    @Test func valuesFollowTheirPointsAndCells() throws {
        let (grid, labels) = try heart()
        let cut = try AnatomyImport(grid, labels: labels)
        let carried = CarriedArrays(grid, cut: cut, labels: labels)
        #expect(carried.pointArrays.map(\.name) == ["place"])
        let place = try #require(carried.pointArrays.first)
        for (node, point) in cut.anatomy.mesh.points.enumerated() {
            #expect(Array(place.values[3 * node..<3 * node + 3]) == [point.x, point.y, point.z])
        }
        #expect(carried.cellArrays.map(\.name) == ["number"])
        let number = try #require(carried.cellArrays.first)
        let source = grid.cells(.tetrahedron).nodes
        for (tet, nodes) in cut.anatomy.mesh.tets.enumerated() {
            let cell = Int(number.values[tet]) - 1
            let old = Set(source[4 * cell..<4 * cell + 4].map { Int($0) })
            #expect(Set((0..<4).map { cut.sourcePoints[Int(nodes[$0])] }) == old)
        }
        #expect(number.count == cut.anatomy.mesh.tets.count + cut.anatomy.triangles.count)
        #expect(number.values.suffix(cut.anatomy.triangles.count).allSatisfy { $0 == 0 })
    }

    @Test func placeholdersAndHolesAreLeftBehindWithReasons() throws {
        let (grid, labels) = try heart()
        let carried = CarriedArrays(
            grid, cut: try AnatomyImport(grid, labels: labels), labels: labels)
        #expect(carried.dropped.map(\.name) == ["broken", "fibre"])
        #expect(carried.dropped[0].reason.contains("finite"))
        #expect(carried.dropped[1].reason.contains("placeholder"))
    }

    @Test func namesOfLabelsAreReadFromTheFileBesideTheMesh() throws {
        let path = NSTemporaryDirectory() + "names-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = """
            {"_volume_id_to_name": {"4": "Left ventricle", "5": "Septum", "6": "Aorta"},
             "_surface_id_to_name": {"21": "Left ventricle endocardium",
              "22": "Left ventricle epicardium", "30": "Right ventricle septum",
              "31": "interface_left-ventricle-myocardium_mitral-valve-plane"}}
            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let labels = try AnatomyLabels(nameMap: path)
        #expect(labels.regions == [4: .leftVentricle, 5: .septum])
        #expect(labels.tags == [21: .lvEndocardium, 22: .epicardium, 30: .rvEndocardium])
        #expect(labels.rings == [31: .mitral])
    }

    @Test(arguments: ["[1]", "{\"_volume_id_to_name\": {}, \"_surface_id_to_name\": {}}"])
    func uselessNamesAreAnError(text: String) throws {
        let path = NSTemporaryDirectory() + "names-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect {
            try AnatomyLabels(nameMap: path)
        } throws: { error in
            (error as? MeshFormatError)?.exitCode == 65 && "\(error)".contains(path)
        }
    }
}

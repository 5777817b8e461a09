import Foundation
import Geometry
import MeshFormats
import Numerics
import Testing

struct MeshFormatDetailTests {
    @Test func carpLengthsAreMicrometresInText() throws {
        let folder = try TestFolder()
        var grid = EveryMeshFormatTests.grid([.tetrahedra, .triangles], identifier: "carp")
        grid.points[0] = Vec3(12.345, 0.0007, -1e-12)
        try MeshFileFormats.write(grid, path: folder.path("heart.pts"))
        let text = try String(contentsOfFile: folder.path("heart.pts"), encoding: .utf8)
        #expect(text.split(separator: "\n")[1] == "12345 0.7 -1e-9", "\(text)")
        let surface = try String(contentsOfFile: folder.path("heart.lv-endo.surf"), encoding: .utf8)
        #expect(surface.hasPrefix("1\nTr "), "\(surface)")
        let list = try String(contentsOfFile: folder.path("heart.lv-endo.vtx"), encoding: .utf8)
        #expect(list.hasPrefix("3\nextra\n"), "\(list)")
    }

    @Test func anIGBFileComesBackBitForBit() throws {
        let folder = try TestFolder()
        for (single, components) in [(true, 1), (true, 3), (false, 1)] {
            let frames = (0..<4).map { t in
                (0..<6).map { Double(Float(Double($0) * 0.37 + Double(t))) }
            }
            let file = IGBFile(
                frames: frames, components: components, start: 3, interval: 0.5, unit: "mV",
                isSingle: single)
            try file.write(path: folder.path("vm.igb"))
            let again = try IGBFile.read(path: folder.path("vm.igb"))
            #expect(again == file)
            let size = try Data(contentsOf: URL(filePath: folder.path("vm.igb"))).count
            #expect(size == 1024 + 24 * (single ? 4 : 8))
        }
    }

    @Test func bigEndianIGBWithAFactorIsRead() throws {
        var bytes = Array(
            "x:2 y:1 z:1 t:2 type:short systeme:big_endian facteur:0.5 zero:10 org_t:0 dim_t:1\r\n"
                .utf8)
        while bytes.count < 1024 { bytes.append(32) }
        bytes += [0, 2, 255, 254, 1, 0, 0, 0]
        let file = try IGBFile.read(bytes: bytes)
        #expect(file.frames == [[11, 9], [138, 10]])
        #expect(file.interval == 1)
    }

    @Test func gmshTextAndBytesSayTheSame() throws {
        let grid = EveryMeshFormatTests.grid(
            GmshFormat.card.holds, identifier: GmshFormat.card.identifier)
        let text = try GmshFormat.read(bytes: GmshFormat.bytes(grid, binary: false))
        let binary = try GmshFormat.read(bytes: GmshFormat.bytes(grid))
        #expect(text.points == binary.points && text.points == grid.points)
        #expect(text.connectivity == binary.connectivity)
        #expect(text.cellArrays == binary.cellArrays)
        #expect(text.labelNames == binary.labelNames)
    }

    @Test func gmshTwoIsReadAsText() throws {
        let text = """
            $MeshFormat
            2.2 0 8
            $EndMeshFormat
            $PhysicalNames
            2
            2 5 "epi"
            3 9 "wall"
            $EndPhysicalNames
            $Nodes
            4
            10 0 0 0
            20 1 0 0
            30 0 1 0
            40 0 0 1
            $EndNodes
            $Elements
            2
            1 2 2 5 1 10 30 20
            2 4 2 9 1 10 20 30 40
            $EndElements
            """
        let grid = try GmshFormat.read(bytes: Array(text.utf8))
        #expect(grid.types == [.triangle, .tetrahedron])
        #expect(grid.connectivity == [0, 2, 1, 0, 1, 2, 3])
        #expect(try grid.cellArray("gmsh:physical").integers() == [5, 9])
        #expect(grid.labelNames["gmsh:physical"] == [9: "wall"])
        #expect(grid.labelNames["gmsh:physical:2"] == [5: "epi"])
    }

    @Test(arguments: ["x.obj", "heart", "a.vtk.gz"])
    func unknownEndingsNameTheKnownOnes(path: String) {
        #expect {
            try MeshFileFormats.read(path: path)
        } throws: { error in
            "\(error)".contains(".vtkhdf") && (error as? MeshFormatError)?.exitCode == 64
        }
    }

    @Test func textSTLIsRead() throws {
        let text = """
            solid cube
            facet normal 0 0 1
            outer loop
            vertex 0 0 0
            vertex 1 0 0
            vertex 0 1 0
            endloop
            endfacet
            endsolid
            """
        let folder = try TestFolder()
        try Data(text.utf8).write(to: URL(filePath: folder.path("x.stl")))
        let grid = try MeshFileFormats.read(path: folder.path("x.stl"))
        #expect(grid.points.count == 3 && grid.connectivity == [0, 1, 2])
    }

    @Test func roundingForSTLHasToBeAskedFor() throws {
        var grid = EveryMeshFormatTests.grid([.triangles], identifier: "ply")
        grid.cellArrays = []
        let folder = try TestFolder()
        #expect(throws: MeshFormatError.self) {
            try MeshFileFormats.write(grid, path: folder.path("x.stl"))
        }
        try MeshFileFormats.write(grid.singlePrecision(), path: folder.path("x.stl"))
    }
}

import Foundation
import Geometry
import MeshFormats
import Numerics
import Testing

struct VTUReaderTests {
    static let encodings = [
        "ascii", "binary", "binary-zlib", "binary-zlib-64", "appended-base64",
        "appended-base64-zlib", "appended-raw", "appended-raw-zlib-64", "binary-big-endian",
        "meshio-ascii", "meshio-binary", "meshio-binary-zlib",
    ]

    @Test(arguments: encodings)
    func everyEncodingGivesTheSameGrid(name: String) throws {
        let grid = try VTUReader.read(path: Fixture.path(name + ".vtu"))
        #expect(
            grid.points == [
                Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1), Vec3(1.25, 1, 1),
            ])
        #expect(grid.types == [.tetrahedron, .tetrahedron, .triangle, .triangle])
        #expect(grid.connectivity == [0, 1, 2, 3, 1, 2, 3, 4, 0, 2, 1, 0, 1, 3])
        #expect(try grid.pointArray("temperature").values == [36.5, 37, 37.25, -1e-300, 1e300])
        #expect(try grid.cellArray("part").integers() == [1, 2, 0, 0])
        let direction = try grid.cellArray("direction")
        #expect(direction.components == 3 && direction.count == 4)
        #expect(direction.scalar == .float32)
        #expect(direction.values == (0..<12).map { Double($0) / 4 })
        if !name.hasPrefix("meshio") {
            #expect(grid.fieldArrays.map(\.name) == ["axis"])
            #expect(grid.fieldArrays.first?.values == [0, 0.5, 1])
        }
    }

    @Test func quadraticCellsHaveTenAndSixNodes() throws {
        let grid = try VTUReader.read(path: Fixture.path("quadratic.vtu"))
        #expect(grid.cells(.quadraticTetrahedron).nodes.count == 20)
        #expect(grid.cells(.quadraticTriangle).numbers == [2, 3])
        let nodes = grid.cells(.quadraticTetrahedron).nodes
        let middle = grid.points[Int(nodes[4])]
        let ends = grid.points[Int(nodes[0])] + grid.points[Int(nodes[1])]
        #expect(middle == 0.5 * ends)
    }

    @Test func whatIsWrittenIsReadBackBitForBit() throws {
        var grid = try VTUReader.read(path: Fixture.path("ascii.vtu"))
        grid.pointArrays[0].values[2] = 1 / 3.0
        let again = try VTUReader.read(bytes: VTUWriter.bytes(grid))
        #expect(again.points == grid.points)
        #expect(again.types == grid.types)
        #expect(again.connectivity == grid.connectivity)
        #expect(again.pointArrays == grid.pointArrays)
        #expect(again.cellArrays == grid.cellArrays)
        #expect(again.fieldArrays == grid.fieldArrays)
    }

    @Test func linesBecomeEdges() throws {
        let network = try VTPReader.readLines(path: Fixture.path("lines.vtp"))
        #expect(network.edges == [SIMD2(0, 1), SIMD2(1, 2), SIMD2(1, 3)])
        #expect(network.points.count == 4)
        #expect(abs(network.totalLength - (1 + 2 * 2.0.squareRoot())) < 1e-12)
    }

    @Test func aMissingFileIsNamed() {
        #expect {
            try VTUReader.read(path: "/nowhere/heart.vtu")
        } throws: { error in
            "\(error)".hasPrefix("/nowhere/heart.vtu: the file cannot be read: No such file")
        }
    }

    /// Problems made by changing the text of the ascii file, and what the message must say.
    static let damages: [(old: String, new: String, says: String)] = [
        ("36.5", "warm", "\"warm\" is not a number"),
        ("36.5 ", "", "array temperature has 4 values; expected 5"),
        ("4 8 11 14", "4 8 11 15", "array offsets[3] is 15; allowed is 14"),
        ("0 1 2 3 1 2", "0 1 2 9 1 2", "array connectivity[3] is 9; allowed is 0 to 4"),
        ("0 1 2 3 1 2", "0 1 2 -3 1 2", "array connectivity[3] is -3; allowed is 0 to 4"),
        ("10 10 5 5", "10 12 5 5", "cell 1 has VTK type 12"),
        ("1.25 1 1", "nan 1 1", "array Points[12] is nan; allowed is finite numbers"),
        ("NumberOfPoints=\"5\"", "NumberOfPoints=\"-5\"", "NumberOfPoints=\"-5\"; allowed"),
        ("NumberOfPoints=\"5\"", "", "<Piece> has no attribute NumberOfPoints"),
        ("type=\"UnstructuredGrid\"", "type=\"ImageData\"", "allowed is UnstructuredGrid"),
        ("header_type=\"UInt32\"", "compressor=\"vtkLZ4DataCompressor\"", "allowed is vtkZLib"),
        ("</Cells>", "</Cell>", "</Cell> closes nothing"),
        ("Name=\"types\"", "Name=\"kinds\"", "no Cells array \"types\""),
        ("</VTKFile>", "", "ends inside <VTKFile>"),
        ("format=\"ascii\" RangeMin=\"4\"", "format=\"hex\"", "allowed is ascii, binary"),
    ]

    @Test(arguments: damages)
    func damageIsReported(damage: (old: String, new: String, says: String)) throws {
        let text = String(decoding: try Fixture.bytes("ascii.vtu"), as: UTF8.self)
        let damaged = text.replacingOccurrences(of: damage.old, with: damage.new)
        #expect(damaged != text)
        #expect {
            try VTUReader.read(bytes: Array(damaged.utf8))
        } throws: { error in
            let message = "\(error)"
            if message.contains(damage.says) { return true }
            Issue.record("the message is \"\(message)\", expected \"\(damage.says)\"")
            return true
        }
    }

    @Test(arguments: encodings)
    func truncatedFilesAreErrorsOrComplete(name: String) throws {
        let bytes = try Fixture.bytes(name + ".vtu")
        for length in 0..<bytes.count {
            _ = try? VTUReader.read(bytes: Array(bytes[..<length]))
        }
        // Half a file never holds everything.
        #expect(throws: MeshFormatError.self) {
            try VTUReader.read(bytes: Array(bytes[..<(bytes.count / 2)]))
        }
    }

    @Test(arguments: encodings + ["quadratic"])
    func mutatedFilesNeverCrash(name: String) throws {
        let original = try Fixture.bytes(name + ".vtu")
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...random(4) {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes[place] = UInt8(random(256))
                case 1: bytes[place] = UInt8(ascii: "9")
                case 2: bytes.remove(at: place)
                default:
                    bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
                }
            }
            if let grid = try? VTUReader.read(bytes: bytes) {
                #expect(grid.connectivity.allSatisfy { $0 >= 0 && Int($0) < grid.points.count })
            }
        }
    }
}

import Foundation
import Storage
import Testing

@Suite struct H5RoundTripTests {
    let folder = ScratchFolder()

    private func written(_ body: (H5Group) throws -> Void) throws -> H5File {
        let path = folder.file("a.h5")
        let writer = try H5Writer(writing: path)
        try body(writer.root)
        try writer.commit()
        return try H5File(reading: path)
    }

    @Test func numbersOfEveryTypeComeBackExactly() throws {
        let doubles = [0.1, -.pi, .infinity, .leastNonzeroMagnitude, -0.0, 1e300]
        let floats: [Float] = [0.1, -2, 3e38]
        let file = try written { root in
            try root.write("a/doubles", doubles, shape: [2, 3])
            try root.write("a/floats", floats)
            try root.write("a/int32", [Int32.min, 0, .max])
            try root.write("a/int64", [Int64.min, 0, .max])
            try root.write("a/bytes", [UInt8.min, 7, .max])
            try root.write("a/scalar", [42.0], shape: [])
            try root.write("a/empty", [Double](), shape: [0, 3])
        }
        let a = file.root.group("a")
        #expect(try a.read("doubles", as: Double.self) == H5Array(doubles, shape: [2, 3]))
        #expect(try a.read("floats", as: Float.self).values == floats)
        #expect(try a.read("int32", as: Int32.self).values == [.min, 0, .max])
        #expect(try a.read("int64", as: Int64.self).values == [.min, 0, .max])
        #expect(try a.read("bytes", as: UInt8.self).values == [0, 7, 255])
        #expect(try a.read("scalar", as: Double.self) == H5Array([42], shape: []))
        #expect(try a.read("empty", as: Double.self) == H5Array([], shape: [0, 3]))
        #expect(try a.children().map(\.name).count == 7)
    }

    @Test func compressionShrinksAndPreserves() throws {
        let values = (0..<60_000).map { Double($0 / 100) }
        let file = try written { root in
            try root.write("packed", values, shape: [20_000, 3])
            try root.write("plain", values, shape: [20_000, 3], layout: .contiguous)
            try root.write("own", values, shape: [20_000, 3], layout: .chunked([64, 3], gzip: 9))
        }
        let packed = try file.root.info("packed")
        #expect(packed.storedBytes < 480_000 / 10, "packed \(packed.storedBytes) of 480000 bytes")
        #expect(try file.root.info("plain").storedBytes == 480_000)
        #expect(try file.root.info("own").chunk == [64, 3])
        for name in ["packed", "plain", "own"] {
            #expect(try file.root.read(name, as: Double.self).values == values)
        }
    }

    @Test func attributesComeBackAndAreReplaced() throws {
        let file = try written { root in
            try root.setAttribute("Version", [Int64(2), 2])
            try root.setAttribute("scalar", 1.5)
            try root.setAttribute("Type", "UnstructuredGrid")
            try root.setAttribute("names", ["LV", "left atrium", ""])
            try root.setAttribute("unit", "mm")
            try root.setAttribute("unit", "µm²")
            try root.setAttribute("none", [Double]())
            try root.write("x", [1.0])
            try root.setAttribute("units", "mm", of: "x")
        }
        let root = file.root
        #expect(try root.attribute("Version", as: Int64.self) == H5Array([2, 2], shape: [2]))
        #expect(try root.attribute("scalar", as: Double.self) == H5Array([1.5], shape: []))
        #expect(try root.attributeText("Type") == ["UnstructuredGrid"])
        #expect(try root.attributeText("names") == ["LV", "left atrium", ""])
        #expect(try root.attributeText("unit") == ["µm²"])
        #expect(try root.attributeText("units", of: "x") == ["mm"])
        #expect(try root.attribute("none", as: Double.self).values == [])
        #expect(
            try root.attributeNames() == ["Type", "Version", "names", "none", "scalar", "unit"])
    }

    @Test func textsComeBack() throws {
        let file = try written { root in
            try root.write("names", ["mitral", "aortic", "", "Trikuspidal-öffnung"])
        }
        #expect(try file.root.readText("names") == ["mitral", "aortic", "", "Trikuspidal-öffnung"])
        #expect(try file.root.info("names").type == .text(bytes: 20))
    }

    @Test func aSeriesGrowsRowByRow() throws {
        let file = try written { root in
            try root.createSeries("steps/u", of: Float.self, row: [4, 3], rowsPerChunk: 2)
            try root.createSeries("steps/time", of: Double.self)
            for step in 0..<10 {
                try root.append((0..<12).map { Float(step * 12 + $0) }, to: "steps/u")
                try root.append([Double(step)], to: "steps/time")
            }
            try root.append([Double](), to: "steps/time")
            try root.overwrite("steps/time", with: [-1.0, -2.0], fromRow: 3)
        }
        let steps = file.root.group("steps")
        let all = try steps.read("u", as: Float.self)
        #expect(all.shape == [10, 4, 3])
        #expect(all.values == (0..<120).map { Float($0) })
        #expect(
            try steps.read("u", as: Float.self, rows: 7..<9).values == (84..<108).map { Float($0) })
        #expect(
            try steps.read("time", as: Double.self).values == [0, 1, 2, -1, -2, 5, 6, 7, 8, 9])
        #expect(try steps.info("u").maximumShape == [nil, 4, 3])
    }

    @Test func revisingKeepsWhatIsThere() throws {
        let first = try written { root in try root.write("old", [1.0, 2.0]) }
        first.close()
        let writer = try H5Writer(revising: folder.file("a.h5"))
        try writer.root.write("new", [3.0])
        try writer.root.remove("old")
        try writer.root.write("old", [5.0])
        try writer.commit()
        let file = try H5File(reading: folder.file("a.h5"))
        #expect(try file.root.read("old", as: Double.self).values == [5])
        #expect(try file.root.read("new", as: Double.self).values == [3])
        #expect(folder.contents == ["a.h5"])
    }

    @Test func groupsAndAttributesAreCopiedWhole() throws {
        let source = try written { root in
            try root.write("lab/deep/values", [1.0, 2.0])
            try root.setAttribute("units", "mm", of: "lab/deep/values")
            try root.setAttribute("note", "kept", of: "lab")
            try root.setAttribute("list", ["a", "bc"])
        }
        let writer = try H5Writer(writing: folder.file("b.h5"))
        try writer.root.copy("lab", of: source.root)
        try writer.root.copyAttribute("list", of: source.root)
        try writer.commit()
        let file = try H5File(reading: folder.file("b.h5"))
        #expect(try file.root.read("lab/deep/values", as: Double.self).values == [1, 2])
        #expect(try file.root.attributeText("units", of: "lab/deep/values") == ["mm"])
        #expect(try file.root.attributeText("note", of: "lab") == ["kept"])
        #expect(try file.root.attributeText("list") == ["a", "bc"])
    }

    @Test func equalContentsGiveEqualBytes() throws {
        func bytes(_ name: String) throws -> Data {
            let writer = try H5Writer(writing: folder.file(name))
            try writer.root.write("x", (0..<5000).map { Double($0) })
            try writer.root.setAttribute("units", "mm", of: "x")
            try writer.commit()
            return try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
        }
        #expect(try bytes("1.h5") == bytes("2.h5"))
    }

    @Test func manyThreadsShareTheLibrary() async throws {
        let folder = folder
        try await withThrowingTaskGroup(of: Double.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let path = folder.file("t\(number).h5")
                    let writer = try H5Writer(writing: path)
                    try writer.root.write("x", [Double](repeating: Double(number), count: 10_000))
                    try writer.commit()
                    return try H5File(reading: path).root.read("x", as: Double.self).values[9999]
                }
            }
            var sum = 0.0
            for try await value in group { sum += value }
            #expect(sum == 28)
        }
    }
}

import Foundation
import Storage
import Testing

@Suite struct StorageErrorTests {
    let folder = ScratchFolder()

    /// A small file to misuse.
    private func sample() throws -> String {
        let path = folder.file("sample.h5")
        let writer = try H5Writer(writing: path)
        try writer.root.write("hearttwin/points", [0.0, 1.0, 2.0, 3.0], shape: [2, 2])
        try writer.root.write("hearttwin/tags", [Int64(1), 300, -1])
        try writer.root.write("hearttwin/names", ["a"])
        try writer.root.setAttribute("units", "mm", of: "hearttwin/points")
        try writer.commit()
        return path
    }

    private func error(_ body: () throws -> Void) -> StorageError? {
        do { try body() } catch { return error as? StorageError }
        return nil
    }

    @Test func aMissingFileIsNamed() {
        let found = error { _ = try H5File(reading: "/nowhere/x.h5") }
        #expect(found == .missingFile(path: "/nowhere/x.h5"))
        #expect(found?.exitCode == 66)
        #expect(found.map(\.description) == "/nowhere/x.h5: no such file")
    }

    @Test func foldersAndDevicesAreNotFiles() {
        #expect(
            error { _ = try H5File(reading: folder.path) }
                == .unreadableFile(path: folder.path, reason: "it is a folder"))
        #expect(
            error { _ = try H5File(reading: "/dev/null") }
                == .unreadableFile(path: "/dev/null", reason: "it is not a regular file"))
    }

    @Test(arguments: [Data(), Data("# vtk DataFile Version 3.0".utf8), Data(count: 5000)])
    func otherFilesAreNotHDF5(_ content: Data) {
        let path = folder.write(content, to: "x.h5")
        let found = error { _ = try H5File(reading: path) }
        #expect(found == .notHDF5(path: path))
        #expect(found?.exitCode == 65)
    }

    @Test func everyTruncationIsReported() throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: sample()))
        for count in [9, 40, 95, 96, 800, whole.count - 1] {
            let path = folder.write(whole.prefix(count), to: "cut.h5")
            let found = error { _ = try H5File(reading: path) }
            if count >= 48 {
                let expected = StorageError.truncated(
                    path: path, bytes: count, expectedBytes: whole.count)
                #expect(found == expected)
            } else {
                #expect(
                    found?.exitCode == 65, "cut to \(count) bytes: \(String(describing: found))")
            }
        }
    }

    @Test func missingObjectsAndAttributesGetASuggestion() throws {
        let root = try H5File(reading: sample()).root
        let dataset = error { _ = try root.read("hearttwin/pionts", as: Double.self) }
        #expect(
            dataset?.description.hasSuffix(
                "sample.h5:/hearttwin/pionts: missing; did you mean \"points\"?") == true)
        let attribute = error { _ = try root.attributeText("unit", of: "hearttwin/points") }
        #expect(
            attribute?.description.hasSuffix(
                "/hearttwin/points@unit: missing attribute; did you mean \"units\"?") == true)
        let listed = error { _ = try root.read("hearttwin/zzzzzzzz", as: Double.self) }
        #expect(listed?.description.hasSuffix("missing; known: names, points, tags") == true)
    }

    @Test func typesAreNotConvertedSilently() throws {
        let path = try sample()
        let group = try H5File(reading: path).root.group("hearttwin")
        #expect(
            error { _ = try group.read("tags", as: Double.self) }
                == .wrongType(
                    file: path, object: "/hearttwin/tags", expected: "64-bit float",
                    found: "64-bit integer"))
        #expect(error { _ = try group.read("points", as: Float.self) }?.exitCode == 65)
        #expect(error { _ = try group.readText("points") }?.exitCode == 65)
        #expect(
            error { _ = try group.read("names", as: Double.self) }?.description
                .hasSuffix("expected 64-bit float, found text of 1 bytes") == true)
        #expect(
            error { _ = try group.read("", as: Double.self) }?.description
                .hasSuffix("expected a dataset, found a group") == true)
    }

    @Test func integersThatDoNotFitAreNamed() throws {
        let path = try sample()
        let group = try H5File(reading: path).root.group("hearttwin")
        #expect(try group.read("tags", as: Int32.self).values == [1, 300, -1])
        #expect(
            error { _ = try group.read("tags", as: UInt8.self) }
                == .doesNotFit(
                    file: path, object: "/hearttwin/tags", index: 1, value: "300",
                    type: "8-bit unsigned integer"))
    }

    @Test func rowsOutsideAreRefused() throws {
        let root = try H5File(reading: sample()).root
        let found = error { _ = try root.read("hearttwin/points", as: Double.self, rows: 1..<3) }
        #expect(found?.description.hasSuffix("expected shape [≥ 3, …], found [2, 2]") == true)
    }

    @Test func writingTwiceIsRefused() throws {
        let writer = try H5Writer(writing: folder.file("w.h5"))
        try writer.root.write("x", [1.0])
        #expect(
            error { try writer.root.write("x", [1.0]) }
                == .alreadyExists(file: folder.file("w.h5"), object: "/x"))
        #expect(
            error { try writer.root.setAttribute("a", [Double](repeating: 0, count: 9000)) }?
                .description.contains("at most 64 kB") == true)
    }

    @Test func nothingIsLeftWithoutACommit() throws {
        do {
            let writer = try H5Writer(writing: folder.file("w.h5"))
            try writer.root.write("x", [1.0])
            #expect(folder.contents.count == 1)
        }
        #expect(folder.contents.isEmpty)
    }

    @Test func theOldFileStaysUntilTheNewOneIsComplete() throws {
        let path = try sample()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let writer = try H5Writer(writing: path)
        try writer.root.write("x", [1.0])
        try writer.flush()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        try writer.commit()
        #expect(try H5File(reading: path).root.children().map(\.name) == ["x"])
        #expect(folder.contents == ["sample.h5"])
    }

    @Test func unwritableFoldersAreNamed() {
        let missing = error { _ = try H5Writer(writing: "/nowhere/at/all/x.h5") }
        #expect(missing == .missingFolder(path: "/nowhere/at/all/x.h5"))
        #expect(missing?.exitCode == 73)
        // Nobody, not even root, creates files in /sys.
        let refused = error { _ = try H5Writer(writing: "/sys/x.h5") }
        #expect(refused?.exitCode == 73, "\(String(describing: refused))")
    }

    @Test func closedFilesSaySo() throws {
        let file = try H5File(reading: sample())
        file.close()
        #expect(error { _ = try file.root.children() } == .closed(path: file.path))
    }
}

import Foundation
import Glibc
import Storage
import Testing

/// A full disk, simulated by a limit on the size of files, in a process of its own.
@Suite struct NoSpaceTests {
    @Test func aFullDiskLeavesTheOldFileAndNothingElse() async {
        await #expect(processExitsWith: .success) {
            let folder = ScratchFolder()
            let path = folder.file("result.h5")
            let old = try H5Writer(writing: path)
            try old.root.write("x", [1.0])
            try old.commit()

            limitFiles(toBytes: 100_000)
            var random = SystemRandomNumberGenerator()
            let noise = (0..<100_000).map { _ in Double.random(in: 0...1, using: &random) }
            var found: StorageError?
            do throws(StorageError) {
                let writer = try H5Writer(writing: path)
                try writer.root.write("noise", noise)
                try writer.commit()
            } catch {
                found = error
            }
            #expect(found == .noSpace(path: path), "\(String(describing: found))")
            #expect(found?.exitCode == 75)
            #expect(folder.contents == ["result.h5"])
            #expect(try H5File(reading: path).root.read("x", as: Double.self).values == [1])

            // The library is still usable.
            let small = try H5Writer(writing: folder.file("small.h5"))
            try small.root.write("y", [2.0])
            try small.commit()
            #expect(try H5File(reading: small.path).root.read("y", as: Double.self).values == [2])
        }
    }

    @Test func aSeriesOnAFullDiskStopsWithAnError() async {
        await #expect(processExitsWith: .success) {
            let folder = ScratchFolder()
            limitFiles(toBytes: 200_000)
            let writer = try H5Writer(writing: folder.file("series.h5"))
            try writer.root.createSeries("u", of: Double.self, row: [1000], gzip: 0)
            var found: StorageError?
            for step in 0..<1000 where found == nil {
                do throws(StorageError) {
                    try writer.root.append([Double](repeating: Double(step), count: 1000), to: "u")
                    try writer.flush()
                } catch {
                    found = error
                }
            }
            #expect(found == .noSpace(path: writer.path), "\(String(describing: found))")
            writer.discard()
            #expect(folder.contents.isEmpty)
        }
    }
}

/// Makes writing beyond a size fail in this process.
private func limitFiles(toBytes bytes: UInt) {
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = bytes
    setrlimit(resource, &limit)
}

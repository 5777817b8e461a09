import CommandLineSupport
import Foundation
import Glibc
import Synchronization
import TwinEngine
import TwinProtocol
import TwinServer

/// Where what is not taken goes: a file of the journal's folder, or nowhere but into the count.
final class DeadLetterLog: Sendable {
    private let descriptor: Int32
    private let turn = Mutex<Void>(())

    /// - Parameters:
    ///   - folder: of the journal; nil keeps nothing.
    ///   - name: of the file in it.
    init(folder: String?, name: String = "dead-letters.ndjson") {
        guard let path = folder.map({ $0 + "/" + name }) else {
            descriptor = -1
            return
        }
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            ProgressLine.write("hearttwin: \(path): \(reason): nothing is kept there\n")
            return
        }
        do throws(TwinServerError) {
            Self.note(try LineTail.repair(descriptor, name: path), path)
        } catch {
            ProgressLine.write("hearttwin: \(error)\n")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Says what was done to the last line of a file.
    static func note(_ repair: LineTail.Repair?, _ path: String) {
        switch repair {
        case .cut(let bytes):
            ProgressLine.write(
                "hearttwin: \(path): its last line, \(bytes.count) bytes, was not complete and was cut off\n"
            )
        case .ended: ProgressLine.write("hearttwin: \(path): its last line got its end\n")
        case nil: break
        }
    }

    func add(_ letter: DeadLetter) { write(letter.line) }

    func add(_ output: DeadOutput) { write(output.line) }

    private func write(_ line: String) {
        guard descriptor >= 0 else { return }
        let bytes = Array((line + "\n").utf8)
        turn.withLock { _ in
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
                }
                if count < 0, errno == EINTR { continue }
                // A disk that is full: what was not taken is in the count, and no part of it in the file.
                guard count > 0 else { return LineTail.takeBack(done, from: descriptor) }
                done += count
            }
        }
    }
}

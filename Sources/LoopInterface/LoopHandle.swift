import CHeartTwin
import Circulation
import Foundation
import HeartModel
import LoopLevel
import Patients
import Quantities
import Reports
import Storage

/// A loop behind a pointer: one call at a time, the last failure, and its names as C strings.
final class LoopHandle {
    private let instance: LoopInstance
    private let lock = NSLock()
    private var failure = ""
    private let texts: [(name: CText, unit: CText, summary: CText)]

    init(_ setup: LoopSetup) throws {
        instance = try setup.instance()
        texts = instance.variables.map {
            (CText($0.name), CText($0.unit), CText($0.summary))
        }
    }

    /// Does something with a loop; a failure is kept.
    ///
    /// - Returns: the status.
    static func run(
        _ pointer: OpaquePointer?, _ body: (LoopInstance) throws -> Void
    ) -> CInt {
        guard let handle = at(pointer) else { return HEARTTWIN_USAGE }
        handle.lock.lock()
        defer { handle.lock.unlock() }
        do {
            try body(handle.instance)
            return HEARTTWIN_OK
        } catch {
            handle.failure = "\(error)"
            return status(of: error)
        }
    }

    /// The loop behind a pointer; nil behind none.
    static func at(_ pointer: OpaquePointer?) -> LoopHandle? {
        pointer.map { Unmanaged<LoopHandle>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
    }

    /// The sentence about the last failure.
    var lastFailure: String {
        lock.lock()
        defer { lock.unlock() }
        return failure
    }

    /// What a variable is.
    func variable(_ place: Int) -> hearttwin_variable {
        let (variable, text) = (instance.variables[place], texts[place])
        let role =
            switch variable.role {
            case .parameter: HEARTTWIN_PARAMETER
            case .fixedParameter: HEARTTWIN_FIXED_PARAMETER
            case .input: HEARTTWIN_INPUT
            case .output: HEARTTWIN_OUTPUT
            }
        return hearttwin_variable(
            name: text.name.start, unit: text.unit.start, summary: text.summary.start,
            low: variable.range.lowerBound, high: variable.range.upperBound, role: role)
    }

    /// The exit code that the command line documents for an error.
    static func status(of error: any Error) -> CInt {
        switch error {
        case let error as PatientsError: error.exitCode
        case let error as StorageError: error.exitCode
        case let error as ReportsError: error.exitCode
        case is CirculationError, is LoopEmptied: HEARTTWIN_DIVERGED
        case is HeartModelError, is QuantityError, is ParameterError: HEARTTWIN_BAD_DATA
        case is LoopInstanceError, is LoopVentriclesError: HEARTTWIN_USAGE
        case let error as LoopSetupError:
            switch error {
            case .missing: HEARTTWIN_MISSING_FILE
            case .damaged, .wrongSize: HEARTTWIN_BAD_DATA
            case .noEmulator, .unknownVentricles, .noText: HEARTTWIN_USAGE
            }
        default: HEARTTWIN_INTERNAL
        }
    }
}

/// A text that C reads.
final class CText {
    let start: UnsafePointer<CChar>
    private let bytes: UnsafeMutablePointer<CChar>

    init(_ text: String) {
        let codes = Array(text.utf8CString)
        bytes = .allocate(capacity: codes.count)
        bytes.initialize(from: codes, count: codes.count)
        start = UnsafePointer(bytes)
    }

    deinit { bytes.deallocate() }
}

extension String {
    /// A text of C.
    ///
    /// - Throws: ``LoopSetupError/noText(what:)``.
    init(_ text: UnsafePointer<CChar>?, of what: String) throws(LoopSetupError) {
        guard let text, let read = String(validatingCString: text) else {
            throw .noText(what: what)
        }
        self = read
    }

    /// Copies the text, cut to a size with the zero at its end; returns its whole length.
    func copy(to buffer: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
        let codes = utf8CString
        guard let buffer, size > 0 else { return codes.count - 1 }
        let kept = Swift.min(codes.count - 1, size - 1)
        codes.withUnsafeBufferPointer { codes in
            if let first = codes.baseAddress { buffer.update(from: first, count: kept) }
        }
        buffer[kept] = 0
        return codes.count - 1
    }
}

public import CHeartTwin
import Foundation
import LoopLevel

// The functions of hearttwin.h that make, end and describe loops; the header documents them.

@_cdecl("hearttwin_version")
public func cVersion() -> UnsafePointer<CChar>? { LoopTexts.version.start }

@_cdecl("hearttwin_api_version")
public func cInterfaceVersion() -> CInt { HEARTTWIN_API_VERSION }

@_cdecl("hearttwin_loop_create")
public func cLoopCreate(
    _ patient: UnsafePointer<CChar>?, _ ventricles: CInt, _ emulator: UnsafePointer<CChar>?,
    _ baroreflex: CInt, _ error: UnsafeMutablePointer<CChar>?, _ size: Int
) -> OpaquePointer? {
    made(error, size) {
        let kinds: [CInt: LoopSetup.Ventricles] = [
            HEARTTWIN_ELASTANCE: .elastance, HEARTTWIN_WALLS: .walls, HEARTTWIN_EMULATOR: .emulator,
        ]
        guard let kind = kinds[ventricles] else {
            throw LoopSetupError.unknownVentricles(Int(ventricles))
        }
        return LoopSetup(
            patient: try String(patient, of: "the patient file"), ventricles: kind,
            emulator: try emulator.map { try String($0, of: "the emulator") },
            baroreflex: baroreflex != 0)
    }
}

@_cdecl("hearttwin_loop_open")
public func cLoopOpen(
    _ folder: UnsafePointer<CChar>?, _ token: UnsafePointer<CChar>?,
    _ error: UnsafeMutablePointer<CChar>?, _ size: Int
) -> OpaquePointer? {
    made(error, size) {
        try LoopSetup(
            folder: String(folder, of: "the folder"),
            token: token.map { try String($0, of: "the token") })
    }
}

/// A loop behind a pointer that its owner frees; the sentence where there is none.
private func made(
    _ error: UnsafeMutablePointer<CChar>?, _ size: Int, _ setup: () throws -> LoopSetup
) -> OpaquePointer? {
    do {
        let handle = try LoopHandle(setup())
        _ = "".copy(to: error, size)
        return OpaquePointer(Unmanaged.passRetained(handle).toOpaque())
    } catch let problem {
        _ = "\(problem)".copy(to: error, size)
        return nil
    }
}

@_cdecl("hearttwin_loop_free")
public func cLoopFree(_ loop: OpaquePointer?) {
    guard let loop else { return }
    Unmanaged<LoopHandle>.fromOpaque(UnsafeRawPointer(loop)).release()
}

@_cdecl("hearttwin_loop_error")
public func cLoopError(
    _ loop: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    (LoopHandle.at(loop)?.lastFailure ?? "there is no loop: a null pointer").copy(to: text, size)
}

@_cdecl("hearttwin_loop_variable_count")
public func cLoopVariableCount(_ loop: OpaquePointer?) -> Int {
    var count = 0
    _ = LoopHandle.run(loop) { count = $0.variables.count }
    return count
}

@_cdecl("hearttwin_loop_variable")
public func cLoopVariable(
    _ loop: OpaquePointer?, _ place: Int, _ variable: UnsafeMutablePointer<hearttwin_variable>?
) -> CInt {
    LoopHandle.run(loop) { instance in
        guard instance.variables.indices.contains(place) else {
            throw LoopInstanceError.noVariable(place: place, count: instance.variables.count)
        }
        guard let variable, let handle = LoopHandle.at(loop) else {
            throw LoopSetupError.noText(what: "room for the variable")
        }
        variable.pointee = handle.variable(place)
    }
}

@_cdecl("hearttwin_loop_place")
public func cLoopPlace(
    _ loop: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ place: UnsafeMutablePointer<Int>?
) -> CInt {
    LoopHandle.run(loop) { instance in
        let found = try instance.place(of: String(name, of: "the name"))
        place?.pointee = found
    }
}

/// Texts that are there for good.
private enum LoopTexts {
    // Never changed after it is made.
    nonisolated(unsafe) static let version = CText(LoopInterfaceVersion.current)
}

/// The version of the library, which is that of hearttwin.
public enum LoopInterfaceVersion {
    /// As `hearttwin --version` prints it.
    public static let current = "0.1.0"
}

import Foundation
import HeartModel
import LoopLevel
import Quantities

// The functions of hearttwin.h that set, read and advance loops; the header documents them.

@_cdecl("hearttwin_loop_set")
public func cLoopSet(
    _ loop: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ value: Double,
    _ unit: UnsafePointer<CChar>?
) -> CInt {
    LoopHandle.run(loop) { instance in
        let place = try instance.place(of: String(name, of: "the name"))
        let wanted = instance.variables[place].unit
        guard let unit else {
            throw QuantityError.missingUnit(text: "\(value)", expected: wanted)
        }
        let given = try Unit(String(unit, of: "the unit"))
        try instance.set(place, given.convert(value, to: Unit(wanted)))
    }
}

@_cdecl("hearttwin_loop_get")
public func cLoopGet(
    _ loop: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ unit: UnsafePointer<CChar>?,
    _ value: UnsafeMutablePointer<Double>?
) -> CInt {
    LoopHandle.run(loop) { instance in
        let place = try instance.place(of: String(name, of: "the name"))
        let own = instance.variables[place].unit
        guard let unit else {
            throw QuantityError.missingUnit(text: instance.variables[place].name, expected: own)
        }
        let wanted = try Unit(String(unit, of: "the unit"))
        let found = try Unit(own).convert(instance.value(place), to: wanted)
        value?.pointee = found
    }
}

@_cdecl("hearttwin_loop_set_at")
public func cLoopSetAt(
    _ loop: OpaquePointer?, _ places: UnsafePointer<Int>?, _ values: UnsafePointer<Double>?,
    _ count: Int
) -> CInt {
    LoopHandle.run(loop) { instance in
        guard count > 0 else { return }
        guard let places, let values else { throw LoopSetupError.noText(what: "the values") }
        for index in 0..<count { try instance.set(places[index], values[index]) }
    }
}

@_cdecl("hearttwin_loop_get_at")
public func cLoopGetAt(
    _ loop: OpaquePointer?, _ places: UnsafePointer<Int>?, _ values: UnsafeMutablePointer<Double>?,
    _ count: Int
) -> CInt {
    LoopHandle.run(loop) { instance in
        guard count > 0 else { return }
        guard let places, let values else { throw LoopSetupError.noText(what: "room for values") }
        for index in 0..<count { values[index] = try instance.value(places[index]) }
    }
}

@_cdecl("hearttwin_loop_settle")
public func cLoopSettle(_ loop: OpaquePointer?) -> CInt {
    LoopHandle.run(loop) { try $0.settle() }
}

@_cdecl("hearttwin_loop_step")
public func cLoopStep(_ loop: OpaquePointer?, _ seconds: Double) -> CInt {
    LoopHandle.run(loop) { try $0.advance(to: $0.time + seconds * Units.second) }
}

@_cdecl("hearttwin_loop_advance_to")
public func cLoopAdvance(_ loop: OpaquePointer?, _ seconds: Double) -> CInt {
    LoopHandle.run(loop) { try $0.advance(to: seconds * Units.second) }
}

@_cdecl("hearttwin_loop_has_settled")
public func cLoopHasSettled(_ loop: OpaquePointer?) -> CInt {
    var hasSettled = false
    _ = LoopHandle.run(loop) { hasSettled = $0.hasSettled }
    return hasSettled ? 1 : 0
}

@_cdecl("hearttwin_loop_time")
public func cLoopTime(_ loop: OpaquePointer?) -> Double {
    var time = 0.0
    _ = LoopHandle.run(loop) { time = $0.time / Units.second }
    return time
}

@_cdecl("hearttwin_loop_reset")
public func cLoopReset(_ loop: OpaquePointer?) -> CInt {
    LoopHandle.run(loop) { $0.reset() }
}

// MARK: - States

@_cdecl("hearttwin_loop_state_size")
public func cLoopStateSize(_ loop: OpaquePointer?, _ size: UnsafeMutablePointer<Int>?) -> CInt {
    LoopHandle.run(loop) { size?.pointee = $0.state.count * MemoryLayout<UInt64>.size }
}

@_cdecl("hearttwin_loop_save")
public func cLoopSave(
    _ loop: OpaquePointer?, _ bytes: UnsafeMutableRawPointer?, _ size: Int
) -> CInt {
    LoopHandle.run(loop) { instance in
        let state = instance.state
        let needed = state.count * MemoryLayout<UInt64>.size
        guard let bytes, size >= needed else {
            throw LoopSetupError.wrongSize(expected: needed, found: size)
        }
        state.withUnsafeBytes {
            if let first = $0.baseAddress { bytes.copyMemory(from: first, byteCount: needed) }
        }
    }
}

@_cdecl("hearttwin_loop_restore")
public func cLoopRestore(
    _ loop: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ size: Int
) -> CInt {
    LoopHandle.run(loop) { instance in
        guard let bytes else { throw LoopSetupError.noText(what: "the state") }
        let word = MemoryLayout<UInt64>.size
        guard size >= word, size % word == 0 else {
            throw LoopSetupError.wrongSize(expected: instance.state.count * word, found: size)
        }
        try instance.restore(
            (0..<size / word).map {
                bytes.loadUnaligned(fromByteOffset: $0 * word, as: UInt64.self)
            })
    }
}

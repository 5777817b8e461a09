extension EventCatalogue {
    /// Whether a value in a unit can be one of a signal.
    ///
    /// - Throws: why not.
    @inline(__always)
    func judge(
        _ value: Double, _ samples: [Double], isWave: Bool, unit: UnsafeBufferPointer<UInt8>,
        of place: Int
    ) throws(RejectionReason) {
        guard unit.matches(units[place]) else { throw .wrongUnit }
        guard isWave == (signals[place].kind == .waveform) else { throw .wrongType }
        guard value.isFinite, samples.allSatisfy(\.isFinite) else { throw .notFinite }
        let range = signals[place].range
        guard range.contains(value), samples.allSatisfy({ range.contains($0) }) else {
            throw .outOfRange
        }
    }
}

extension EventCatalogue {
    /// The same for a unit as other standards write it.
    func judge(
        _ value: Double, _ samples: [Double], isWave: Bool, foreignUnit: String, of place: Int
    ) throws(RejectionReason) {
        // Measurements of others set no parameters.
        guard signals[place].kind != .parameter else { throw .unknownCode }
        var unit = ForeignCodes.units[foreignUnit] ?? foreignUnit
        let reason: RejectionReason? = unit.withUTF8 { bytes in
            do throws(RejectionReason) {
                try judge(value, samples, isWave: isWave, unit: bytes, of: place)
                return nil
            } catch {
                return error
            }
        }
        if let reason { throw reason }
    }
}

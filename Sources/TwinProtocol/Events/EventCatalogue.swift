/// What one twin listens to: its patient and its signals, found by name without allocation.
public struct EventCatalogue: Sendable {
    /// Identifier of the patient; events of others are rejected.
    public let patient: String
    /// Signals: vital signs first, then parameters.
    public let signals: [EventSignal]
    let patientBytes: [UInt8]
    let units: [[UInt8]]
    private let names: [[UInt8]]
    /// Open addressing by FNV-1a, places in ``signals`` or −1; twice as large as needed or more.
    private let table: [Int32]

    /// Collects what a twin listens to.
    ///
    /// - Parameters:
    ///   - patient: its identifier.
    ///   - vitals: vital signs.
    ///   - parameters: parameters that events may set.
    public init(
        patient: String, vitals: [VitalCode] = VitalCodes.all, parameters: [EventSignal] = []
    ) {
        self.patient = patient
        signals = vitals.map { EventSignal($0) } + parameters
        patientBytes = Array(patient.utf8)
        units = signals.map { Array($0.unit.utf8) }
        names = signals.map { Array($0.name.utf8) }
        var size = 16
        while size < 2 * signals.count { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (place, name) in names.enumerated() {
            var slot = Int(truncatingIfNeeded: FNV.hash(name)) & (size - 1)
            while table[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = Int32(place)
        }
        self.table = table
    }

    /// Place of a signal by name.
    public func place(of name: String) -> Int? {
        signals.firstIndex { $0.name == name }
    }

    /// Place of the signal with this name, −1 where there is none.
    func place(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: FNV.hash(name)) & mask
        while table[slot] >= 0 {
            if name.matches(names[Int(table[slot])]) { return Int(table[slot]) }
            slot = (slot + 1) & mask
        }
        return -1
    }
}

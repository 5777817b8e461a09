/// What an Observation says, before it is judged together: its keys come in any order.
struct ObservationDraft {
    /// A code with the value that it is of: of the observation itself, or of one of its components.
    struct Measurement {
        /// Whether there is a code; what of it is known.
        var hasCode = false
        var isPanel = false
        var name: String?
        /// The value, in a unit.
        var value: Double?
        var unit: String?
        /// Samples in place of a value, and the time between them [ms].
        var samples: [Double] = []
        var samplePeriod = 0.0
        var isWave = false
        /// Whether it says that there is no value.
        var isAbsent = false
        /// What is wrong with the value.
        var failure: RejectionReason?

        var hasValue: Bool { value != nil || isWave || isAbsent || failure != nil }
    }

    var isObservation = false
    var status: String?
    var patient: String?
    var device: String?
    var performer: String?
    /// The first identifier that is a number, and its system.
    var number: UInt64?
    var system: String?
    var time: Int64?
    var own = Measurement()
    var components: [Measurement] = []

    /// The measurements that are there.
    var measurements: [Measurement] {
        (own.hasValue || (components.isEmpty && !own.isPanel) ? [own] : []) + components
    }
}

/// A published response of a kind of patient to an intervention.
struct InterventionTrial: Sendable {
    /// What of a number is judged.
    enum Judged: Sendable {
        /// Change by the value before [%].
        case percent
        /// Change, in the unit of the number.
        case change
        /// Change divided by a number of steps of a device.
        case changePerStep(Double)
        /// Value after.
        case after
    }

    /// Row of the table it comes from.
    var identifier: String
    /// Kind of patient.
    var archetype: String
    /// What is done before the comparison, in the form of the command line; nothing for most.
    var before: [String] = []
    /// What is done.
    var done: [String]
    /// Identifier of the `HeartMetric`.
    var metric: String
    /// What of it is judged.
    var judged: Judged
    /// Accepted band, in the unit of what is judged.
    var band: ClosedRange<Double>
    /// Published baseline and response, and where.
    var source: String
}

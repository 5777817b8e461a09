/// A published response of a kind of patient to an intervention.
package struct InterventionTrial: Sendable {
    /// What of a number is judged.
    package enum Judged: Sendable {
        /// Change by the value before [%].
        case percent
        /// Change, in the unit of the number.
        case change
        /// Change divided by a number of steps of a device.
        case changePerStep(Double)
        /// Value after.
        case after
    }

    /// What is given until an effect is reached: the published change of mean arterial pressure.
    package struct Titration: Sendable {
        /// Name of the intervention and of its argument, with the unit.
        package var intervention: String
        package var argument: String
        package var unit: String
        /// Doses to look between, in that unit; more of it lowers the pressure.
        package var doses: ClosedRange<Double>
        /// Change of mean arterial pressure from the state before [mmHg].
        package var pressureChange: Double
    }

    /// Row of the table it comes from.
    package var identifier: String
    /// Kind of patient.
    package var archetype: String
    /// What is done before the comparison, in the form of the command line; nothing for most.
    package var before: [String] = []
    /// What is done.
    package var done: [String]
    /// What is given beside that until an effect is reached.
    package var titration: Titration?
    /// Time after what is done [ms]: by then nerves have answered, kidneys have not.
    package var duration = 180_000.0
    /// Identifier of the `HeartMetric`.
    package var metric: String
    /// Identifier of one that is taken off it, for a gradient; nothing for most.
    package var minus: String?
    /// What of it is judged.
    package var judged: Judged
    /// Accepted band, in the unit of what is judged.
    package var band: ClosedRange<Double>
    /// Published baseline and response, and where.
    package var source: String
}

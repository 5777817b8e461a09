import Quantities
public import ScenarioFiles
public import Scenarios

/// Where a treatment leaves what published responses were measured in: doses that nobody was given, patients unlike those
/// studied.
public struct Extrapolation {
    /// A number of the heart before treatment.
    public struct Number {
        let name: String
        let value: Double
        let unit: String

        /// Describes a number.
        public init(name: String, value: Double, unit: String) {
            self.name = name
            self.value = value
            self.unit = unit
        }
    }

    private let calls: [InterventionCall]
    private let number: (String) -> Number?

    /// Looks at a treatment.
    ///
    /// - Parameter number: the number of the heart before treatment with an identifier.
    public init(_ calls: [InterventionCall], number: @escaping (String) -> Number?) {
        self.calls = calls
        self.number = number
    }

    /// What the catalogue's studies and the expectations of a scenario do not cover.
    public func warnings(_ expectations: [Expectation] = []) -> [String] {
        let published = calls.flatMap { call in
            ((try? Interventions.named(call.name).experience) ?? []).flatMap { warnings(call, $0) }
        }
        return published + expectations.flatMap { warnings($0) }
    }

    private func warnings(_ call: InterventionCall, _ known: PublishedExperience) -> [String] {
        guard let card = try? Interventions.named(call.name).card,
            let arguments = arguments(call, card),
            known.words.allSatisfy({ arguments.word($0.key) == $0.value })
        else { return [] }
        var found: [String] = []
        if let (argument, highest) = known.highest {
            let dose = StudiedDose(call.name, argument, 0...highest)
            found += outside(dose, known.people)
        }
        for (identifier, mean) in known.means.sorted(by: { $0.key < $1.key }) {
            guard let number = number(identifier),
                !(abs(number.value - mean) <= PublishedExperience.reach * mean)
            else { continue }
            found.append(
                "\(call.name) is extrapolated to this patient: \(number.name) is "
                    + "\(number.value.fourDigits) \(number.unit) before it, \(mean.short) \(number.unit) in the \(known.people) "
                    + "whose response was published")
        }
        return found
    }

    private func warnings(_ expectation: Expectation) -> [String] {
        var found = expectation.dose.map { outside($0, "those of \(expectation.source)") } ?? []
        if let baseline = expectation.baseline, let number = number(expectation.metric),
            let own = try? Unit(number.unit), let unit = try? Unit(baseline.unit),
            let value = try? own.convert(number.value, to: unit),
            !baseline.range.contains(value)
        {
            found.append(
                "the expectation is extrapolated to this patient: \(number.name) is "
                    + "\(value.fourDigits) \(baseline.unit) before treatment, \(baseline.range.lowerBound.short) to "
                    + "\(baseline.range.upperBound.short) \(baseline.unit) in those it was found in (\(expectation.source))"
            )
        }
        return found
    }

    /// Says where the treatment's dose is outside of what was given.
    private func outside(_ dose: StudiedDose, _ people: String) -> [String] {
        calls.filter { $0.name == dose.intervention }.compactMap { call in
            guard let card = try? Interventions.named(call.name).card,
                let parameter = card.numbers.first(where: { $0.name == dose.argument }),
                let value = arguments(call, card)?.number(dose.argument),
                !dose.range.contains(value)
            else { return nil }
            let unit = parameter.unit == "1" ? "" : " \(parameter.unit)"
            return
                "\(call.name) is extrapolated: \(dose.argument) is \(value.short)\(unit), "
                + "\(dose.range.lowerBound.short) to \(dose.range.upperBound.short)\(unit) in \(people)"
        }
    }

    /// The arguments of a call; nil where they are none, as in runs of other versions: then nothing is known of doses.
    private func arguments(
        _ call: InterventionCall, _ card: InterventionCard
    ) -> InterventionArguments? {
        try? InterventionArguments(
            card, given: call.arguments.filter { card.argumentNames.contains($0.key) })
    }
}

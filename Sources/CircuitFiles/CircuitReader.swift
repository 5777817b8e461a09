import Circulation
import Circuits
import Documents
import Quantities

/// Reads the tables of a circuit's file and gathers what is wrong with them.
struct CircuitReader {
    private(set) var problems: [String] = []

    /// What a file holds.
    mutating func file(_ section: TOMLSection) -> CircuitFile {
        attempt {
            try section.check(known: [
                "title", "cycle", "compartment", "branch", "enclosure", "muscle",
            ])
        }
        let title = attempt { try section.optionalString("title") ?? "" } ?? ""
        let cycle = attempt {
            let cycle = try section.quantity("cycle", like: Unit("ms")).internalValue
            guard (100...10_000).contains(cycle) else {
                throw section.error("cycle", "is outside 100 \u{2026} 10000 ms")
            }
            return cycle
        }
        var circuit = CircuitDescription(compartments: [], branches: [])
        var volumes: [String: Double] = [:]
        for table in tables(section, "compartment") {
            guard let compartment = compartment(table) else { continue }
            circuit.compartments.append(compartment)
            volumes[compartment.name] = attempt {
                let volume = try table.quantity("volume", like: Unit("mL")).internalValue
                guard volume >= 0 else { throw table.error("volume", "must not be negative") }
                return volume
            }
        }
        for table in tables(section, "branch") {
            if let branch = branch(table) { circuit.branches.append(branch) }
        }
        for table in tables(section, "enclosure") {
            if let enclosure = enclosure(table) { circuit.enclosures.append(enclosure) }
        }
        for table in tables(section, "muscle") {
            if let muscle = muscle(table) { circuit.muscles.append(muscle) }
        }
        if circuit.compartments.isEmpty, problems.isEmpty {
            problems.append("\(section.place): there is no [[compartment]]")
        }
        return CircuitFile(title: title, circuit: circuit, volumes: volumes, cycle: cycle ?? 0)
    }

    private mutating func compartment(
        _ table: TOMLSection
    ) -> CircuitDescription.Compartment? {
        guard let law = attempt({ try Self.law(table, CircuitLaws.compartments) { $0.card } })
        else { return nil }
        let values = values(table, law.card, beside: ["name", "law", "volume"])
        return attempt { .init(try table.string("name"), law, values) }
    }

    private mutating func branch(_ table: TOMLSection) -> CircuitDescription.Branch? {
        guard let law = attempt({ try Self.law(table, CircuitLaws.branches) { $0.card } })
        else { return nil }
        let values = values(table, law.card, beside: ["name", "law", "from", "to"])
        return attempt {
            .init(
                try table.string("name"), law, from: try table.string("from"),
                to: try table.string("to"), values)
        }
    }

    private mutating func enclosure(_ table: TOMLSection) -> CircuitDescription.Enclosure? {
        guard let law = attempt({ try Self.law(table, CircuitLaws.enclosures) { $0.card } })
        else { return nil }
        let values = values(table, law.card, beside: ["name", "law", "members"])
        return attempt {
            .init(try table.string("name"), law, members: try table.strings("members"), values)
        }
    }

    private mutating func muscle(_ table: TOMLSection) -> CircuitDescription.Muscle? {
        var patches: [CircuitDescription.Muscle.Patch] = []
        for patch in tables(table, "patch") {
            let values = values(patch, SarcomerePatch.card, beside: ["name", "wall"])
            let found = attempt {
                CircuitDescription.Muscle.Patch(
                    try patch.string("name"), wall: try patch.string("wall"), values)
            }
            if let found { patches.append(found) }
        }
        guard let law = attempt({ try Self.law(table, CircuitLaws.muscles) { $0.card } })
        else { return nil }
        let values = values(table, law.card, beside: ["name", "law", "members", "patch"])
        let known = patches
        return attempt {
            .init(
                try table.string("name"), law, members: try table.strings("members"), values,
                patches: known)
        }
    }

    /// The law of an element.
    private static func law<Law>(
        _ table: TOMLSection, _ laws: [Law], _ card: (Law) -> ModelCard
    ) throws(DocumentError) -> Law {
        let identifier = try table.string("law")
        guard let law = laws.first(where: { card($0).identifier == identifier }) else {
            throw table.error(
                "law",
                "\"\(identifier.printable)\" is not known here"
                    + Spelling.suggestion(
                        for: identifier, among: laws.map { card($0).identifier }))
        }
        return law
    }

    /// The parameters of an element, in the units of the card; keeps what is wrong with each.
    private mutating func values(
        _ table: TOMLSection, _ card: ModelCard, beside others: [String]
    ) -> [String: Double] {
        attempt { try table.check(known: others + card.parameters.map(\.name)) }
        var values: [String: Double] = [:]
        for parameter in card.parameters {
            if let value = attempt({ try Self.value(table, parameter) }) {
                values[parameter.name] = value
            }
        }
        return values
    }

    /// A parameter, nil where it is not given.
    private static func value(
        _ table: TOMLSection, _ parameter: ParameterCard
    ) throws -> Double? {
        let unit = try Unit(parameter.unit)
        guard let given = try table.optionalQuantity(parameter.name, like: unit) else { return nil }
        let value = try given.value(in: unit)
        guard parameter.range.contains(value) else {
            throw table.error(
                parameter.name,
                "= \(given) is outside \(parameter.range.lowerBound) \u{2026} "
                    + "\(parameter.range.upperBound) \(parameter.unit)")
        }
        return value
    }

    private mutating func tables(_ section: TOMLSection, _ key: String) -> [TOMLSection] {
        attempt { try section.sections(key) } ?? []
    }

    /// Does something that can fail, and keeps why it did.
    @discardableResult
    private mutating func attempt<Value>(_ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch {
            problems.append("\(error)")
            return nil
        }
    }
}

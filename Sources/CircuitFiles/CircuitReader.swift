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
                try table.quantity("volume", like: Unit("mL")).internalValue
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
        attempt {
            let law = try Self.law(table, CircuitLaws.compartments) { $0.card }
            let values = try Self.values(table, law.card, beside: ["name", "law", "volume"])
            return .init(try table.string("name"), law, values)
        }
    }

    private mutating func branch(_ table: TOMLSection) -> CircuitDescription.Branch? {
        attempt {
            let law = try Self.law(table, CircuitLaws.branches) { $0.card }
            let values = try Self.values(table, law.card, beside: ["name", "law", "from", "to"])
            return .init(
                try table.string("name"), law, from: try table.string("from"),
                to: try table.string("to"), values)
        }
    }

    private mutating func enclosure(_ table: TOMLSection) -> CircuitDescription.Enclosure? {
        attempt {
            let law = try Self.law(table, CircuitLaws.enclosures) { $0.card }
            let values = try Self.values(table, law.card, beside: ["name", "law", "members"])
            return .init(
                try table.string("name"), law, members: try table.strings("members"), values)
        }
    }

    private mutating func muscle(_ table: TOMLSection) -> CircuitDescription.Muscle? {
        var patches: [CircuitDescription.Muscle.Patch] = []
        for patch in tables(table, "patch") {
            attempt {
                let values = try Self.values(patch, SarcomerePatch.card, beside: ["name", "wall"])
                patches.append(
                    .init(try patch.string("name"), wall: try patch.string("wall"), values))
            }
        }
        return attempt {
            let law = try Self.law(table, CircuitLaws.muscles) { $0.card }
            let values = try Self.values(
                table, law.card, beside: ["name", "law", "members", "patch"])
            return .init(
                try table.string("name"), law, members: try table.strings("members"), values,
                patches: patches)
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

    /// The parameters of an element, in the units of the card.
    private static func values(
        _ table: TOMLSection, _ card: ModelCard, beside others: [String]
    ) throws -> [String: Double] {
        try table.check(known: others + card.parameters.map(\.name))
        var values: [String: Double] = [:]
        for parameter in card.parameters {
            let unit = try Unit(parameter.unit)
            guard let given = try table.optionalQuantity(parameter.name, like: unit) else {
                continue
            }
            let value = try given.value(in: unit)
            guard parameter.range.contains(value) else {
                throw table.error(
                    parameter.name,
                    "= \(given) is outside \(parameter.range.lowerBound) \u{2026} "
                        + "\(parameter.range.upperBound) \(parameter.unit)")
            }
            values[parameter.name] = value
        }
        return values
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

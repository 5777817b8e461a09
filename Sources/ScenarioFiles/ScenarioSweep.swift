import Documents
import Numerics
import Quantities
import Scenarios

/// Values of arguments of a scenario's interventions: doses, speeds, delays; one treatment for each set of values.
public struct ScenarioSweep: Sendable, Equatable {
    /// How sets of values are chosen where several arguments are swept.
    enum Design: String, CaseIterable {
        /// Every value of each with every value of the others; the last argument varies fastest.
        case grid
        /// Points of which each argument's range is covered evenly, see `LatinHypercube`.
        case latinHypercube = "latin-hypercube"
    }

    /// What is swept.
    public var arguments: [SweptArgument]
    /// Sets of values, as calls have them, in the order of ``arguments``.
    public var points: [[String]]

    /// Most treatments of a sweep.
    static let mostValues = 1000
    /// Of a Latin hypercube, unless given.
    private static let standardSeed = 1

    /// Reads one argument with its values, or several of `[[sweep.over]]` and a design.
    ///
    /// - Throws: `DocumentError`.
    init(_ section: TOMLSection, of interventions: [InterventionCall]) throws {
        guard section.has("over") else {
            (arguments, points) = try Self.one(section, of: interventions)
            try check(section, "values", interventions)
            return
        }
        let design = try section.choice("design", as: Design.self) ?? .grid
        let over = try section.sections("over")
        switch design {
        case .grid:
            try section.check(known: ["design", "over"])
            for inner in over { try inner.check(known: Self.listKeys) }
            arguments = try over.map { try SweptArgument($0, of: interventions) }
            let values = try over.map { try Self.values($0) }
            // The product may overflow before it is too many.
            guard values.reduce(1.0, { $0 * Double($1.count) }) <= Double(Self.mostValues) else {
                throw section.error("over", "makes more than \(Self.mostValues) treatments")
            }
            points = values.reduce([[]]) { points, values in
                points.flatMap { point in values.map { point + [$0] } }
            }
        case .latinHypercube:
            try section.check(known: ["design", "over", "count", "seed"])
            for inner in over { try inner.check(known: ["argument", "from", "to"]) }
            arguments = try over.map { try SweptArgument($0, of: interventions) }
            let ranges = try over.map { try SweptRange($0) }
            guard let count = try section.optionalInteger("count", in: 2...Self.mostValues) else {
                throw section.error("count", "is missing: how many treatments to draw")
            }
            let seed =
                try section.optionalInteger("seed", in: 0...Int.max) ?? Self.standardSeed
            guard !ranges.isEmpty else { throw section.error("over", "names no argument") }
            points = LatinHypercube.points(
                count: count, dimensions: ranges.count, seed: UInt64(seed)
            ).map { shares in zip(shares, ranges).map { $1.value(at: $0) } }
        }
        guard !arguments.isEmpty else { throw section.error("over", "names no argument") }
        let paths = arguments.map(\.path)
        if let twice = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
            throw section.error("over", "names \(twice) twice")
        }
        try check(section, "over", interventions)
    }

    private static let listKeys = ["argument", "values", "from", "to", "count"]

    /// A single argument and its values.
    private static func one(
        _ section: TOMLSection, of interventions: [InterventionCall]
    ) throws -> ([SweptArgument], [[String]]) {
        if section.has("design") {
            throw section.error(
                "over", "is missing: design is about the arguments of [[sweep.over]]")
        }
        try section.check(known: listKeys)
        return (
            [try SweptArgument(section, of: interventions)], try values(section).map { [$0] }
        )
    }

    /// Refuses values that cannot be done to any patient.
    private func check(
        _ section: TOMLSection, _ key: String, _ interventions: [InterventionCall]
    ) throws {
        for point in points {
            for call in applied(point, to: interventions) {
                try ScenarioFile.check(call, section, key)
            }
        }
    }

    /// The interventions with one set of values.
    func applied(_ point: [String], to interventions: [InterventionCall]) -> [InterventionCall] {
        zip(arguments, point).reduce(interventions) { calls, pair in
            pair.0.applied(pair.1, to: calls)
        }
    }

    /// A set of values in words: the argument's name with its value, after that of its intervention where there are several.
    func words(_ point: [String]) -> String {
        zip(arguments, point).map { argument, value in
            "\(arguments.count == 1 ? argument.argument : argument.path) \(value)"
        }.joined(separator: ", ")
    }

    /// A list of values; or `count` values at equal distances, the two ends among them.
    private static func values(_ section: TOMLSection) throws -> [String] {
        let values = try section.has("values") ? section.strings("values") : range(section)
        guard values.count >= 2, values.count <= mostValues else {
            throw section.error("values", "must be 2 to \(mostValues)")
        }
        return values
    }

    private static func range(_ section: TOMLSection) throws -> [String] {
        let range = try SweptRange(section)
        guard let count = try section.optionalInteger("count", in: 2...mostValues) else {
            throw section.error("count", "is missing, beside from and to")
        }
        return (0..<count).map { range.value(at: Double($0) / Double(count - 1)) }
    }
}

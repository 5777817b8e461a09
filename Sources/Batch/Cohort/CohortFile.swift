import Circulation
import Documents
import Electrophysiology
import Foundation
import HeartModel
import Quantities
import Scenarios

/// A cohort file: patients, what is done to them, what is varied, how it is computed.
struct CohortFile {
    var name: String
    var path: String
    var run = RunSettings()
    var seed: UInt64 = 1
    var scenarios: [BatchScenario] = []
    var sweeps: [BatchSweep] = []
    var sources: [TOMLSection] = []

    /// Folder against which files of the cohort are looked up.
    var folder: String { (path as NSString).deletingLastPathComponent }

    /// A file named in the cohort.
    func file(_ name: String) -> String {
        name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
    }

    /// Reads a file; everything wrong with it goes to the list.
    init(reading path: String, _ problems: ProblemList) throws {
        self.path = path
        name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        let top: TOMLSection
        do throws(DocumentError) {
            top = try TOMLSection(reading: path)
        } catch {
            if case .unreadable = error { throw BatchError.unreadable(file: path) }
            problems.add(path, Self.reason(error, after: path))
            return
        }
        _ = problems.value(top.place) {
            try top.check(known: ["name", "run", "patients", "scenarios", "parameters"])
        }
        if let given = problems.value(top.place, { try top.optionalString("name") }) ?? nil {
            name = given
        }
        if let section = problems.value(top.place, { try top.section("run") }) ?? nil {
            readRun(section, problems)
        }
        for section in problems.value(top.place, { try top.sections("scenarios") }) ?? [] {
            readScenario(section, problems)
        }
        if let section = problems.value(top.place, { try top.section("parameters") }) ?? nil {
            readSweeps(section, problems)
            let combinations = sweeps.reduce(1.0) { $0 * Double($1.values.count) }
            if combinations > Self.mostCombinations {
                problems.add(section.place, "more than a million combinations for every patient")
            }
        }
        sources = problems.value(top.place) { try top.sections("patients") } ?? []
        if sources.isEmpty, problems.problems.isEmpty {
            problems.add(top.place, "no patients: a table [[patients]] says which")
        }
    }

    /// Most combinations of the varied parameters.
    private static let mostCombinations = 1e6

    private static func reason(_ error: DocumentError, after path: String) -> String {
        let text = "\(error)"
        return text.hasPrefix(path + ":") ? String(text.dropFirst(path.count + 1)) : text
    }

    private mutating func readRun(_ section: TOMLSection, _ problems: ProblemList) {
        func take<Value>(_ read: () throws -> Value?) -> Value? {
            problems.value(section.place, read) ?? nil
        }
        _ = take {
            try section.check(known: [
                "level", "baroreflex", "duration", "activation", "time_limit", "maximum_beats",
                "bad_input", "keep", "metrics", "seed",
            ])
        }
        run.level = take { try section.choice("level") } ?? run.level
        run.baroreflex = take { try section.choice("baroreflex") } ?? run.baroreflex
        run.badInput = take { try section.choice("bad_input") } ?? run.badInput
        run.keep = take { try section.choice("keep") } ?? run.keep
        run.activation = take {
            guard let name = try section.optionalString("activation") else { return nil }
            let activation = try ActivationProtocols.named(name)
            guard run.level == .heart || activation == ActivationProtocols.normal else {
                throw section.error(
                    "activation",
                    "= \"\(name)\" is of level = \"heart\"; the loop's elastances know none")
            }
            return activation == ActivationProtocols.normal ? nil : activation.identifier
        }
        run.metrics = take { try section.strings("metrics") } ?? []
        run.maximumBeats =
            take { try section.optionalInteger("maximum_beats", in: 1...1000) } ?? run.maximumBeats
        seed = UInt64(take { try section.optionalInteger("seed", in: 0...Int.max) } ?? 1)
        func seconds(_ key: String, _ longest: Double) -> Double? {
            take {
                let unit = try Quantities.Unit("s")
                guard
                    let value = try section.optionalQuantity(key, like: unit)?.value(in: unit)
                else { return nil }
                guard value > 0, value <= longest else {
                    throw section.error(
                        key, "= \(value.short) s must be more than 0 s, at most \(longest.short) s")
                }
                return value
            }
        }
        run.duration = seconds("duration", 3600).map { $0 * Units.second } ?? run.duration
        run.secondsPerCase = seconds("time_limit", 30 * 86_400)
    }

    private mutating func readScenario(_ section: TOMLSection, _ problems: ProblemList) {
        _ = problems.value(section.place) {
            try section.check(known: ["name", "interventions"])
        }
        guard let name = problems.value(section.place, { try section.string("name") }),
            let texts = problems.value(section.place, { try section.strings("interventions") })
        else { return }
        if name == BatchScenario.untreated {
            problems.add(
                section.place, "\"\(name)\" is always there; this scenario needs another name")
        } else if scenarios.contains(where: { $0.name == name }) {
            problems.add(section.place, "two scenarios are called \"\(name.printable)\"")
        }
        if texts.isEmpty {
            problems.add(section.place, "interventions is missing: what is done to the patients")
        }
        let calls = texts.compactMap { text in
            problems.value("\(section.place): interventions") {
                let call = try InterventionCall(parsing: text)
                _ = try call.intervention()
                return call
            }
        }
        if run.level == .heart {
            for call in calls {
                let card = try? Interventions.named(call.name).card
                guard card?.levels == .loopOnly else { continue }
                problems.add(
                    "\(section.place): interventions",
                    "\(ScenarioError.loopOnly(intervention: call.name))")
            }
        }
        scenarios.append(
            BatchScenario(name: name, interventions: calls.map(\.description)))
    }

    private mutating func readSweeps(_ section: TOMLSection, _ problems: ProblemList) {
        var found: [BatchSweep] = []
        ParameterTables.forEach(in: section, problems) { table, name in
            let sweep = try ParameterSweep.read(table, name, level: run.level)
            if found.contains(where: { $0.parameter == sweep.parameter }) {
                problems.add(table.place, "\(name) is varied twice")
            }
            found.append(sweep)
        }
        sweeps = found
    }
}

/// Reads what is varied for every patient.
enum ParameterSweep {
    /// Most values of one parameter.
    private static let most = 10_000

    static func read(
        _ section: TOMLSection, _ name: String, level: RunSettings.Level
    ) throws -> BatchSweep {
        try section.check(known: ["values", "factors", "from", "to", "count"])
        let known = try SchemaName(name, level: level)
        guard known.kind == .parameter else {
            throw section.error(name, "is a measurement; only parameters can be varied")
        }
        let forms = ["values", "factors", "from"].filter { section.has($0) }
        guard forms.count == 1 else {
            throw section.error(
                name,
                "needs one of values = [\u{2026}], factors = [\u{2026}], or from, to and count")
        }
        if forms[0] == "factors" {
            let factors = try section.quantities("factors", like: Quantities.Unit("1")).map(
                \.internalValue)
            for factor in factors where factor <= 0 {
                throw section.error("factors", "= \(factor.short) must be positive")
            }
            return try checked(
                BatchSweep(parameter: name, unit: "1", isFactor: true, values: factors), section)
        }
        let values: [Double]
        if forms[0] == "values" {
            values = try section.quantities("values", like: known.unit).map {
                try $0.value(in: known.unit)
            }
        } else {
            let from = try section.quantity("from", like: known.unit).value(in: known.unit)
            let to = try section.quantity("to", like: known.unit).value(in: known.unit)
            guard let count = try section.optionalInteger("count", in: 2...most) else {
                throw section.error("count", "is missing")
            }
            values = (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
        }
        for value in values { try known.check(value) }
        return try checked(
            BatchSweep(
                parameter: name, unit: known.unit.symbol, isFactor: false, values: values),
            section)
    }

    private static func checked(_ sweep: BatchSweep, _ section: TOMLSection) throws -> BatchSweep {
        guard (1...most).contains(sweep.values.count) else {
            throw section.error(sweep.parameter, "needs 1 to \(most) values")
        }
        guard Set(sweep.values).count == sweep.values.count else {
            throw section.error(sweep.parameter, "has the same value twice")
        }
        return sweep
    }
}

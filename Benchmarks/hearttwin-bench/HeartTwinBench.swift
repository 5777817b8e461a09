import ArgumentParser
import PatientModels
import Electrophysiology
import Foundation
import HeartModel
import Mechanics
import Patients

/// `hearttwin-bench`: times the stages of the main job.
@main
struct HeartTwinBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin-bench", abstract: "Time the stages of the main job.",
        discussion: "scripts/benchmark writes Benchmarks/results.md with it.")

    @Argument(help: "The patient file.")
    var patient = "patients/rodero-01.h5"

    @Option(help: "Repetitions of the stages that take less than a second.")
    var repetitions = 15

    @Flag(help: "One JSON object instead of a table.")
    var json = false

    @Flag(help: "Only the closed loop as a circuit and its calibration, as one JSON object.")
    var circuits = false

    @Flag(help: "Only one step of every membrane model, as one JSON object.")
    var cells = false

    @Flag(help: "Only monodomain tissue, as a table.")
    var tissue = false

    @Option(help: "With --tissue: only the variants whose names begin so, such as 'single'.")
    var only = ""

    @Option(help: "Only this many repetitions of one beat, as one JSON object.")
    var beats = 0

    @Flag(help: "Only one beat against one in steps of 1 ms, fully converged, as a table.")
    var accuracy = false

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    func run() throws {
        let bench = Bench(repetitions: max(1, repetitions), isQuiet: quiet)
        if circuits || cells {
            if circuits { try CircuitStages().run(bench) }
            if cells { CellStages().run(bench) }
            return try show(bench)
        }
        if accuracy {
            let study = BeatAccuracy(model: try model(ElectricStages.read(patient)))
            return print(try study.table())
        }
        if beats > 0 {
            let stages = BeatStages(model: try model(ElectricStages.read(patient)))
            for _ in 0..<beats { _ = try stages.beat(bench) }
            return try show(bench)
        }
        if tissue {
            try TissueStages(only: only)?.run(bench)
            let report = Report(
                title: "Monodomain tissue", patient: nil, displacementUnknowns: 0,
                peakMemoryGB: Clocks.peakMemoryGB, stages: bench.measurements)
            return print(json ? try report.json() : report.table())
        }
        MachineStages().run(bench)
        let attributes = try FileManager.default.attributesOfItem(atPath: patient)
        let bytes = (attributes[.size] as? NSNumber)?.intValue ?? 0
        let loaded = try ElectricStages(path: patient).run(bench, bytes: bytes)
        let model: HeartModel = try bench.measure("model: everything before the first beat") {
            try self.model(loaded)
        }
        try MechanicsStages(model: model).run(bench)
        let beats = BeatStages(model: model)
        _ = try beats.beat(bench)
        try beats.loop(bench)
        try CircuitStages().run(bench)
        let report = Report(
            title: "Stages of the main job: \(loaded.subject.identifier)",
            patient: loaded.subject.identifier, displacementUnknowns: model.wall.unknownCount,
            peakMemoryGB: Clocks.peakMemoryGB, stages: bench.measurements)
        print(json ? try report.json() : report.table())
    }

    private func model(_ patient: Patient) throws -> HeartModel {
        let plan = ActivationProtocols.all.first { $0.identifier == "normal" }
        guard let plan else { throw ValidationError("There is no activation \"normal\".") }
        return try HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: try patient.heartParameters(),
            activation: plan
        ).build()
    }

    private func show(_ bench: Bench) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(bench.measurements), as: UTF8.self))
    }
}

/// What the benchmark prints.
private struct Report: Encodable {
    var title: String
    var patient: String?
    var date = ISO8601DateFormatter().string(from: Date())
    var processor = Report.processorName
    var cores = ProcessInfo.processInfo.activeProcessorCount
    var displacementUnknowns: Int
    var peakMemoryGB: Double
    var stages: [Measurement]

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A Markdown page.
    func table() -> String {
        func ms(_ value: Double) -> String {
            value >= 1000
                ? String(format: "%.2f s", value / 1000)
                : value >= 1 ? String(format: "%.1f ms", value) : String(format: "%.3f ms", value)
        }
        var lines = [
            "# \(title)", "",
            "Made by `scripts/benchmark\(patient == nil ? "-tissue" : "")` on \(date.prefix(10)): \(processor), \(cores) cores.",
            (displacementUnknowns > 0 ? "\(displacementUnknowns) displacement unknowns; " : "")
                + String(format: "%.2f GB of memory at most.", peakMemoryGB), "",
            "| stage | n | wall, least | wall, median | CPU, least | CPU, median | |",
            "|---|---|---|---|---|---|---|",
        ]
        for stage in stages {
            let times = [
                stage.wallMinimumMs, stage.wallMedianMs, stage.cpuMinimumMs, stage.cpuMedianMs,
            ].map(ms)
            lines.append(
                "| \(stage.stage) | \(stage.repetitions) | "
                    + times.joined(separator: " | ") + " | \(stage.context) |")
        }
        return lines.joined(separator: "\n")
    }

    private static var processorName: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map {
            $0.trimmingCharacters(in: .whitespaces)
        } ?? "unknown processor"
    }
}

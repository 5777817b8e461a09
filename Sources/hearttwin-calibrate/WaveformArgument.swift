import Calibration
import CommandLineSupport
import Documents
import Patients
import Quantities
import Signals

/// A recorded wave from the command line: `name=file.csv`, or `name=record.hea#ABP@10:40`.
///
/// The table has a column `time` with its unit, and the wave in a column of its name or in the only other one:
/// `time [s],pressure [mmHg]`. Of a recording (PhysioNet's waveform database, EDF) a signal is named, and seconds of it.
struct WaveformArgument {
    private let kind: MeasuredWave.Kind
    private let path: String

    /// Reads an argument.
    ///
    /// - Throws: ``WaveformArgumentError``.
    init(_ argument: String) throws {
        guard let equals = argument.firstIndex(of: "=") else {
            throw WaveformArgumentError(argument: argument, problem: nil)
        }
        let name = String(argument[..<equals])
        guard let kind = MeasuredWave.Kind(rawValue: name) else {
            let known = MeasuredWave.Kind.allCases.map(\.rawValue)
            throw WaveformArgumentError(
                argument: argument,
                problem:
                    "there is no wave \"\(name)\"\(Spelling.suggestion(for: name, among: known)); known are "
                    + known.joined(separator: ", "))
        }
        self.kind = kind
        path = String(argument[argument.index(after: equals)...])
    }

    /// Name of the wave.
    var name: String { kind.rawValue }

    /// Reads the file.
    ///
    /// - Throws: `DocumentError` with the line; `SignalError`; ``WaveformArgumentError``.
    func recorded() throws -> RecordedWaveform {
        try path.contains("#") ? recordedSignal() : recordedTable()
    }

    private func recordedSignal() throws -> RecordedWaveform {
        let argument = "\(kind.rawValue)=\(path)"
        do {
            let cut = try SignalCut(path)
            return RecordedWaveform(
                time: cut.times, values: cut.values, unit: try Unit(cut.unit), kind: .measured,
                source: "\(cut.signal) of \(cut.file)")
        } catch let error as SignalCutError {
            throw WaveformArgumentError(argument: argument, problem: error.description)
        } catch let error as QuantityError {
            throw WaveformArgumentError(argument: argument, problem: "\(error)")
        }
    }

    private func recordedTable() throws -> RecordedWaveform {
        let table = try DelimitedTable(reading: path)
        let time = try table.index(of: "time")
        let others = table.columns.indices.filter { $0 != time }
        let column =
            others.count == 1 ? others[0] : try table.index(of: kind.rawValue)
        for place in [time, column] where table.columns[place].unit == nil {
            throw DocumentError.badLine(
                file: path, line: 1,
                reason: "\(table.columns[place].name) has no unit; write it in brackets, such as "
                    + (place == time ? "\"time [s]\"" : "\"\(kind.rawValue) [\(kind.unit)]\""))
        }
        func values(_ column: Int, _ unit: String) throws -> [Double] {
            let unit = try Unit(unit)
            return try table.rows.map { row in
                guard let value = try table.quantity(row, column: column, like: unit) else {
                    throw DocumentError.badLine(
                        file: path, line: row.line,
                        reason: "\(table.columns[column].name) is empty")
                }
                return try value.value(in: unit)
            }
        }
        return RecordedWaveform(
            time: try values(time, "ms"), values: try values(column, kind.unit),
            unit: try Unit(kind.unit), kind: .measured,
            source: "given on the command line of calibrate")
    }
}

/// A `--waveform` argument that cannot be used.
struct WaveformArgumentError: CommandError {
    /// The argument as given.
    var argument: String
    /// What is wrong with it; nil when it is not of the form name=file.
    var problem: String?

    /// The documented exit code.
    var exitCode: Int32 { problem == nil ? CommandExit.usage : CommandExit.badData }

    var description: String {
        "--waveform \"\(argument)\""
            + (problem.map { ": \($0)" }
                ?? " is not of the form name=file.csv, for example arterial_pressure=abp.csv or "
                + "arterial_pressure=night.edf#ABP@600:630")
    }
}

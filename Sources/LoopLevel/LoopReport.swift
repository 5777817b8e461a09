import Circulation
import Foundation
import HeartModel
import Quantities
import Reports
import Storage

/// The answer of the closed loop to interventions, for people, programs and files.
public struct LoopReport: Sendable {
    /// A number before and after.
    public struct Row: Encodable, Sendable {
        public var id: String
        public var name: String
        public var unit: String
        public var untreated: Double
        public var treated: Double?
        public var change: Double?
        public var changePercent: Double?
        /// Ends of the 90 % interval of equally likely hearts, before, and of their changes.
        public var untreatedLow: Double?
        public var untreatedHigh: Double?
        public var changeLow: Double?
        public var changeHigh: Double?
        /// Share of them in which the number rises [1].
        public var probabilityOfRise: Double?
    }

    /// What `--json` prints and summary.json holds.
    public struct Document: Encodable, Sendable {
        public var level = "loop"
        public var patient: String
        public var interventions: [String]
        public var baroreflex: Bool
        public var secondsAfter: Double?
        public var hearts: Int?
        public var metrics: [Row]
        public var warnings: [String]
    }

    /// The numbers.
    public let document: Document
    private let response: LoopResponse

    /// Largest change of mean pressure over the last ten seconds of a heart that has settled [kPa].
    private static let settled = 0.5 * Units.mmHg

    /// Puts a response into words.
    ///
    /// - `activation`: what starts the beats, where it is not the normal activation, which is all the loop
    ///   knows.
    /// - `surfaceAreaM2`: of the patient's body, for the cardiac index; nil where it is not known.
    public init(
        patient: String, interventions: [String], baroreflex: Bool, activation: String?,
        surfaceAreaM2: Double? = nil, response: LoopResponse, ensemble: EnsembleResponse? = nil
    ) {
        self.response = response
        let treated = Dictionary(
            response.after.map { ($0.identifier, $0.value) }, uniquingKeysWith: { $1 })
        let rows = response.before.map { metric in
            let value = treated[metric.identifier]
            var row = Row(
                id: metric.identifier, name: metric.name, unit: metric.unit,
                untreated: metric.value, treated: value, change: value.map { $0 - metric.value },
                changePercent: value.flatMap {
                    metric.value != 0 ? 100 * ($0 - metric.value) / abs(metric.value) : nil
                })
            if let found = ensemble?.metrics.first(where: { $0.identifier == metric.identifier }) {
                row.add(found)
            }
            return row
        }
        var warnings: [String] = []
        let unknown = response.ignored + (activation.map { ["the activation \($0)"] } ?? [])
        if !unknown.isEmpty {
            warnings.append(
                "the loop knows nothing of \(unknown.joined(separator: ", ")); --level heart does")
        }
        if let ensemble, ensemble.failed > 0 {
            warnings.append("\(ensemble.failed) of the equally likely hearts did not run")
        }
        if abs(response.drift) > Self.settled {
            let drift = String(format: "%+.1f", response.drift / Units.mmHg)
            warnings.append(
                "mean aortic pressure still moves, by \(drift) mmHg in the last ten seconds")
        }
        document = Document(
            patient: patient, interventions: interventions, baroreflex: baroreflex,
            secondsAfter: response.beats.last.map { $0.time / Units.second },
            hearts: ensemble.map { $0.metrics.first?.untreated.count ?? 0 },
            metrics: rows.flatMap { $0.indexed(surfaceAreaM2) }, warnings: warnings)
    }

    /// Writes traces.csv (the last beat), response.csv (beat by beat) and, last, summary.json.
    ///
    /// - Throws: ``ReportsError``, `StorageError`.
    public func write(to path: String) throws {
        let folder = try RunFolder(creating: path)
        var traces = TracesCSV()
        traces.append(response.traces, number: max(response.beats.count, 1))
        try TextFile.write(traces.text, to: folder.traces)
        let header =
            "time_ms,cycle_ms,mean_aortic_pressure_mmHg,stroke_volume_mL,lv_edv_mL,lv_edp_mmHg"
        let rows = response.beats.map { beat in
            [
                beat.time, beat.cycle, beat.meanAorticPressure / Units.mmHg,
                beat.strokeVolume / Units.mL, beat.endDiastolicVolume / Units.mL,
                beat.endDiastolicPressure / Units.mmHg,
            ].map { String(format: "%.6g", $0) }.joined(separator: ",")
        }
        try TextFile.write(([header] + rows).joined(separator: "\n") + "\n", to: folder.response)
        try TextFile.write(JSONText.of(document), to: folder.summary)
    }
}

#if HTTP
    import Reports
    import ScenarioFiles
    import Scenarios
    import Synchronization
    import TwinEngine
    import TwinProtocol
    import TwinWeb

    /// A live run as its server sees it.
    final class LiveService: TwinService {
        var takesEvents: Bool { session.ingest.isLive }
        private let aboutRest: String
        /// Where the clock began to count: at the start, or when a recording was over.
        private let start: Mutex<(time: UInt64, steps: UInt64, isLive: Bool)>
        let shape: String?
        private let session: LiveSession
        private let forecasts: LiveForecasts
        private let hub: StreamHub
        private let pace: Double?
        private let first: UInt64

        /// - Parameters:
        ///   - pace: of a recording; nil where the twin runs by the clock.
        ///   - shape: what the page draws; nil for none.
        init(
            _ session: LiveSession, _ forecasts: LiveForecasts, _ hub: StreamHub, pace: Double?,
            shape: String?
        ) {
            self.shape = shape
            self.session = session
            self.forecasts = forecasts
            self.hub = hub
            self.pace = pace
            first = session.heart.step
            start = Mutex((MonotonicClock.now, 0, session.ingest.isLive))
            let catalogue = session.patient.layout.catalogue
            let signals = zip(VitalCodes.all, catalogue.signals).map { vital, signal in
                "{\"code\":\"\(vital.code)\",\"summary\":\(JSONText.quoted(vital.summary)),"
                    + "\"unit\":\"\(vital.unit)\",\"isWaveform\":\(vital.isWaveform)}"
            }
            let parameters = catalogue.signals.filter { $0.kind == .parameter }.map {
                "\"\($0.name)\":\(JSONText.quoted($0.unit))"
            }
            let known = Set(catalogue.signals.map(\.name))
            let interventions = Interventions.all.filter { type in
                guard let targets = type.card.targets, !targets.isEmpty else { return false }
                return known.isSuperset(of: targets) && type.card.words.isEmpty
            }
            let listing =
                (try? JSONText.encoded(InterventionListing(interventions).interventions)) ?? "[]"
            aboutRest =
                "\"patient\":\(JSONText.quoted(catalogue.patient)),"
                + "\"parameters\":{\(parameters.joined(separator: ","))},"
                + "\"hasShape\":\(shape != nil),\"signals\":[\(signals.joined(separator: ","))],"
                + "\"interventions\":\(listing)}"
        }

        var about: String {
            let isLive = takesEvents
            return "{\"pace\":\(isLive ? 1 : pace ?? 1),\"takesEvents\":\(isLive)," + aboutRest
        }

        func take(
            _ line: UnsafeBufferPointer<UInt8>, from name: String, isAllowed: (TwinEvent) -> Bool
        ) -> RejectionReason? {
            session.ingest.answer(line, from: name, isAllowed: isAllowed)
        }

        func take(
            message: UnsafeBufferPointer<UInt8>, as format: EventFormat, from name: String,
            isAllowed: (TwinEvent) -> Bool
        ) -> [RejectionReason?] {
            session.ingest.answers(message, as: format, from: name, isAllowed: isAllowed)
        }

        var ticket: UInt64 { session.inputs.ticket }
        func isKept(_ ticket: UInt64) -> Bool { session.isKept(ticket) }

        func look(
            _ cases: [[String]], over ramp: Double, milliseconds: Double
        ) throws -> [Forecast] {
            for text in cases.joined() {
                do {
                    let call = try InterventionCall(parsing: text)
                    _ = try call.intervention()
                    guard TwinPatient.ramp(of: call) != nil else {
                        throw WhatIfError.badIntervention(
                            text: text,
                            reason: "the running loop knows ramp=…, but neither onset nor curve")
                    }
                } catch let error as WhatIfError {
                    throw error
                } catch {
                    throw WhatIfError.badIntervention(text: text, reason: "\(error)")
                }
                do throws(RejectionReason) { _ = try session.patient.commands(text) } catch {
                    throw WhatIfError.badIntervention(
                        text: text, reason: "the running loop has nothing that it changes")
                }
            }
            return try forecasts.look([[]] + cases, over: ramp, milliseconds: milliseconds)
        }

        func treatments(ofScenario text: String) throws(WhatIfError) -> [WhatIfTreatment] {
            do {
                return try ScenarioFile(parsing: text, file: "scenario").treatments.map {
                    WhatIfTreatment(
                        name: $0.name, interventions: $0.interventions.map(\.description))
                }
            } catch {
                throw .badScenario(reason: "\(error)")
            }
        }

        /// Time of the twin by which it is behind the clock [ms]; none where it does not run by it.
        private var behind: Double {
            let isLive = takesEvents
            let (now, steps) = (MonotonicClock.now, session.runner.status.steps.value)
            let began = start.withLock { start in
                if isLive, !start.isLive {
                    start = (now, steps, true)
                    // Whoever watches is to know.
                    hub.post("about", about)
                }
                return start
            }
            let due = (isLive ? 1 : pace ?? 1) * Double(now - began.time) / 1e6
            return max(due - Double(steps - began.steps), 0)
        }

        private var counts: [(name: String, help: String, value: UInt64)] {
            let (ingest, status) = (session.ingest, session.runner.status)
            return [
                ("received", "Events that came.", ingest.received.value),
                ("applied", "Events that took effect.", status.applied.value),
                ("coalesced", "Values that a newer one replaced.", status.coalesced.value),
                ("duplicate", "Events that had come before.", ingest.duplicate.value),
                ("stale", "Events that came too late.", ingest.stale.value),
                (
                    "rejected", "Events that were not taken.",
                    ingest.rejected.value + status.refused.value
                ),
                ("resumed", "Events of a recording from before a restart.", ingest.resumed.value),
            ]
        }

        var health: String {
            let status = session.runner.status
            // The open class has no end: more than any; none where nothing was counted.
            func quantile(_ histogram: Histogram, _ share: Double) -> String {
                let value = histogram.quantile(share)
                return value == .infinity ? "1e9" : JSONText.number(value)
            }
            let fields =
                counts.map { "\"\($0.name)\":\($0.value)" } + [
                    "\"step\":\(first + status.steps.value)",
                    "\"behindMs\":\(JSONText.number(behind.rounded()))",
                    "\"skippedMs\":\(status.skipped.value)",
                    "\"lateP50\":\(quantile(status.lateness, 0.5))",
                    "\"lateP99\":\(quantile(status.lateness, 0.99))",
                    "\"latencyP50\":\(quantile(status.latency, 0.5))",
                    "\"latencyP99\":\(quantile(status.latency, 0.99))",
                    "\"missed\":\(session.ingest.missed.value)",
                    "\"lostSamples\":\(status.lostSamples.value)",
                    "\"watchers\":\(hub.watchers)", "\"dropped\":\(hub.dropped.value)",
                    "\"timeMs\":\(MonotonicClock.wallMilliseconds)",
                ]
            return "{" + fields.joined(separator: ",") + "}"
        }

        var metrics: [Metric] {
            let status = session.runner.status
            let bounds = Histogram.bounds.map { Double($0) / 1e6 }
            return [
                Metric(
                    "steps_total", "Milliseconds of the twin in this run.", .counter,
                    Double(status.steps.value)),
                Metric(
                    "skipped_milliseconds_total", "Milliseconds left out.", .counter,
                    Double(status.skipped.value)),
                Metric(
                    "behind_milliseconds", "Time by which the twin is behind.", .gauge,
                    behind.rounded()),
                Metric(
                    "events_total", "Events by what became of them.", .counter,
                    values: counts.dropFirst().map {
                        ("outcome=\"\($0.name)\"", Double($0.value))
                    }),
                Metric(
                    "events_received_total", "Events that came.", .counter,
                    Double(session.ingest.received.value)),
                Metric(
                    "events_missed_total", "Events that a broker no longer had.", .counter,
                    Double(session.ingest.missed.value)),
                Metric(
                    "step_lateness_seconds", "How late steps began.", bounds: bounds,
                    counts: status.lateness.values),
                Metric(
                    "event_latency_seconds", "From the receipt of an event to its effect.",
                    bounds: bounds, counts: status.latency.values),
            ]
        }
    }
#endif

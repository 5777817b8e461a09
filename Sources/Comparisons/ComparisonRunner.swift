import Circulation
import Electrophysiology
import HeartModel
import LoopLevel
import Patients
import Scenarios

/// Runs one patient's loop, untreated or treated.
struct ComparisonRunner {
    let patient: PatientFacts
    let name: String
    let settings: ComparisonSettings

    /// The patient before and after a scenario.
    func treated(_ scenario: Scenario?) throws -> PatientTreatment {
        try PatientTreatment(
            of: patient, values: settings.values, choices: settings.choices,
            activation: settings.activation, scenario: scenario)
    }

    private func member(_ treatment: PatientTreatment) -> LoopMember {
        LoopMember(treatment, walls: settings.walls, learned: settings.learned)
    }

    /// The answer of the best heart.
    func response(to scenario: Scenario?) throws -> LoopResponse {
        try LoopResponse(
            of: member(try treated(scenario)), reflex: settings.reflex,
            duration: settings.duration)
    }

    /// The answers of equally likely hearts to all scenarios; nil where none are wanted.
    ///
    /// - Parameter finished: told of so many more hearts that are done, from any thread.
    func ensemble(
        _ scenarios: [Scenario], finished: @Sendable (Int) -> Void
    ) throws -> EnsembleResponse.Responses? {
        guard settings.hearts > 0 else { return nil }
        let treated = try scenarios.map { try hearts($0) }
        let subjects = try hearts(nil).enumerated().map { place, heart in
            LoopSubject(
                untreated: heart.untreated,
                ventricles: member(heart).ventricles,
                treatments: treated.map { .init(member($0[place])) })
        }
        return EnsembleResponse.all(
            of: subjects, reflex: settings.reflex, duration: settings.duration, finished: finished)
    }

    /// Equally likely hearts before and after a scenario.
    private func hearts(_ scenario: Scenario?) throws -> [PatientTreatment] {
        let hearts = try PatientTreatment.ensemble(
            of: patient, count: settings.hearts, values: settings.values,
            choices: settings.choices, activation: settings.activation, scenario: scenario)
        guard let hearts else { throw ComparisonError.noPosterior(patient: name) }
        return hearts
    }

    /// Numbers in words.
    func report(
        _ scenario: Scenario?, _ response: LoopResponse, _ ensemble: EnsembleResponse?
    ) throws -> LoopReport {
        let plan = try treated(scenario).heart.activation
        return LoopReport(
            patient: name, interventions: scenario?.interventions.map(\.description) ?? [],
            baroreflex: settings.reflex,
            activation: settings.walls || plan == ActivationProtocols.normal
                ? nil : plan.identifier,
            surfaceAreaM2: patient.subject.bodySurfaceAreaM2, response: response,
            ensemble: ensemble)
    }

    /// All about one treatment. A treated heart that has no output, no rhythm or no blood is a result.
    func outcome(
        of treatment: ComparedTreatment, ensemble: EnsembleResponse?
    ) throws -> TreatmentComparison.Outcome {
        do {
            let response = try response(to: treatment.scenario)
            let report = try report(treatment.scenario, response, ensemble)
            return TreatmentComparison.Outcome(
                treatment: treatment, report: report, response: response,
                judgements: try treatment.expectations.map {
                    try ExpectationJudgement($0, report.document, ensemble)
                })
        } catch let error where error is CirculationError || error is LoopEmptied {
            return TreatmentComparison.Outcome(
                treatment: treatment, judgements: [],
                failure: "the treated heart has no state to report: \(error)")
        }
    }
}

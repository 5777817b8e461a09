import Circulation
import Electrophysiology
import Fibres
import Foundation
import HeartModel
import PatientModels
import Patients
import Studies
import Testing

@Suite struct LeadSearchTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "patients/ideal-biv.h5").path

    private func heart() throws -> (HeartAnatomy, HeartParameters) {
        let patient = try Patient(reading: Self.file, knowing: Patient.catalogue)
        return (try patient.heartAnatomy(), try patient.heartParameters())
    }

    private let block = ActivationProtocols.leftBundleBranchBlock

    /// The least of single sources against the eikonal equation with all of them at once.
    @Test func severalSourcesAreTheLeastOfTheirOwn() throws {
        let (anatomy, parameters) = try heart()
        let times = try LeadTimes(anatomy, parameters, activation: block)
        #expect(times.sites.map(\.segment) == AHASegment.allCases)
        let ventricles = try VentricularActivation(
            anatomy: anatomy.electrical,
            frames: try RuleBasedFibres.frames(
                on: anatomy.electrical,
                angles: try FibreAngles(values: parameters.section("fibres"))),
            conduction: anatomy.conduction,
            parameters: try ActivationParameters(parameters.section("activation")))
        for (site, right, own) in [(0, 15.0, 40.0), (11, 0, 80), (15, 60, 20)] {
            let joint = try ventricles.map(
                ActivationProtocol(
                    identifier: "joint", summary: "", branches: [.right: own],
                    pacing: [
                        PacingStimulus(.vertex(times.sites[site].vertex), at: 10),
                        PacingStimulus(.site(.rightApex), at: right),
                    ]))
            let found = times.paced(
                site, left: 10, right: right, own: own + times.ownOnset)
            #expect(abs(found.total - joint.total) < 1, "\(found.total) against \(joint.total)")
            #expect(
                abs(found.leftTotal - joint.leftVentricularTotal) < 1,
                "\(found.leftTotal) against \(joint.leftVentricularTotal)")
        }
    }

    /// The anatomy's even half holds what the whole finds.
    @Test func theMoreEvenHalfHoldsTheBest() throws {
        let (anatomy, parameters) = try heart()
        func search(_ share: Double) throws -> LeadSearch {
            try LeadSearch(
                anatomy, parameters, activation: block,
                settings: .init(
                    avDelays: [90], vvDelays: [0, 40], share: share, duration: 3000))
        }
        let (half, whole) = (try search(0.5), try search(1))
        #expect(half.candidates.count == 34 && whole.candidates.count == 34)
        #expect(half.candidates.count { $0.numbers != nil } == 17)
        let rise = "lvDPdtMaxMmHgPerS"
        let best = try #require(whole.front.first)
        #expect(half.front.first == best)
        let before = try #require(whole.untreated.value(rise))
        #expect(try #require(whole.candidates[best].value(rise)) > before)
        #expect(whole.candidates[best].dispersion < whole.untreated.dispersion)
        #expect(whole.agreement > 0.5, "\(whole.agreement)")
    }

    @Test func anAVDelayBeyondTheHeartsOwnIsRefused() throws {
        let (anatomy, parameters) = try heart()
        #expect(throws: StudyError.self) {
            _ = try LeadSearch(
                anatomy, parameters, activation: block,
                settings: .init(avDelays: [300], vvDelays: [0]))
        }
    }
}

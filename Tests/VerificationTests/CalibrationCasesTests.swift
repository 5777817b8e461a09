import Foundation
import Testing
import Verification

/// The cases of the calibration, which take seconds.
@Suite struct CalibrationCasesTests {
    private static let reference =
        ProcessInfo.processInfo.environment["HEARTTWIN_REFERENCE_DIR"] ?? "reference"

    private func passes(_ type: any VerificationCase.Type) throws -> [Check] {
        let checks = try type.init().run(
            VerificationOptions(quick: true, referenceDirectory: Self.reference))
        for check in checks {
            #expect(check.passed, "\(type): \(check.name) = \(check.observed)")
        }
        return checks
    }

    @Test func truthIsRecovered() throws { _ = try passes(TruthRecovery.self) }

    @Test func aWomanAndAManAreHealthy() throws { _ = try passes(HealthySexes.self) }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: reference + "/cath_echo_cohort.tsv"),
            "the cohort is not here"))
    func realPatientsArePredicted() throws {
        let checks = try passes(CathEcho.self)
        func value(_ name: String) throws -> Double {
            try #require(checks.first { $0.name == name }?.observed)
        }
        // Better than the mean of the others where the fitted numbers say something about the withheld.
        for name in ["rv_systolic_pressure", "lv_ejection_fraction"] {
            let error = try value("\(name): root mean square error")
            #expect(try error < value("\(name): the same of the others' mean"), "\(name)")
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: reference + "/mimic_041s.csv"),
            "the recording is not here"))
    func aRealPatientsWavesAreFitted() throws {
        let checks = try passes(PressureWaveforms.self)
        for wave in ["arterial_pressure", "pulmonary_pressure"] {
            let error = try #require(
                checks.first { $0.name == "\(wave): root mean square error" }?.observed)
            #expect(error < 2.5, "\(wave): \(error) mmHg")
        }
    }
}

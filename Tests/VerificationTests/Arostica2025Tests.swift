import Foundation
import Testing
import Verification

/// The folder with the benchmark's meshes and curves, where there is one.
private let reference = ProcessInfo.processInfo.environment["HEARTTWIN_REFERENCE_DIR"] ?? ""
private let hasReference = FileManager.default.fileExists(
    atPath: reference + "/arostica_meshes/ellipsoid_0.005.h5")

@Suite(
    .enabled(
        if: hasReference,
        "HEARTTWIN_REFERENCE_DIR holds no arostica_meshes; the benchmark's data are not carried"))
struct Arostica2025Tests {
    private let options = VerificationOptions(quick: true, referenceDirectory: reference)

    @Test func theFillingOfOneVentricleIsThatOfTheCodes() throws {
        let checks = try Arostica2025Mono().run(options)
        #expect(checks.filter(\.gated).count == 2)
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) above \(check.high ?? .infinity)")
        }
    }

    @Test func aStifferVentricleFillsLessAndIsNotJudged() throws {
        let stiff = try Arostica2025Mono(passive: ["a": 0.59, "af": 184.72]).run(options)
        #expect(!stiff.isEmpty && stiff.allSatisfy { !$0.gated })
        // Half the displacement of the codes is missing, or more.
        #expect(stiff.allSatisfy { $0.observed > 0.5 }, "\(stiff.map(\.observed))")
    }

    @Test func finerMeshesAndShorterStepsAreReported() throws {
        let checks = try Arostica2025Refinement().run(options)
        #expect(!checks.isEmpty && checks.allSatisfy { !$0.gated && $0.observed.isFinite })
    }
}

@Suite struct Arostica2025WithoutDataTests {
    @Test func missingDataAreNamed() {
        #expect {
            _ = try Arostica2025Mono().run(
                VerificationOptions(referenceDirectory: "/nonexistent"))
        } throws: { "\($0)".contains("/nonexistent/arostica_meshes") }
    }

    @Test func wrongParametersAreNamed() {
        #expect(throws: (any Error).self) {
            _ = try Arostica2025Mono(passive: ["stiffness": 1]).run(
                VerificationOptions(quick: true, referenceDirectory: reference))
        }
    }
}

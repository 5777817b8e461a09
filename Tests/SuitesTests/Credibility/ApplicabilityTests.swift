import Foundation
import Patients
import Quantities
import Testing
import Verification

import Suites

@Suite struct ApplicabilityTests {
    private static let failing = ValidatedPopulation(
        "failing",
        [
            .init("heart_rate", unit: "1/min", mean: 80, spread: 10),
            .init("lv_ejection_fraction", unit: "%", mean: 30, spread: 5),
            .init("mean_arterial_pressure", unit: "kPa", mean: 12, spread: 2),
        ])
    private static let healthy = ValidatedPopulation(
        "healthy", [.init("lv_ejection_fraction", unit: "%", mean: 60, spread: 5)])

    private func patient(_ rate: Double, _ fraction: Double, _ pressure: String) throws
        -> PatientNumbers
    {
        try PatientNumbers(
            "p",
            measurements: [
                "heart_rate": Measurement([rate], unit: try Unit("1/min"), kind: .measured),
                "lv_ejection_fraction": Measurement(
                    [fraction], unit: try Unit("%"), kind: .measured),
                "mean_arterial_pressure": Measurement(try Quantity(pressure), kind: .measured),
            ], run: nil)
    }

    @Test func distanceIsTheRootMeanSquareOfZ() throws {
        // z = 1, 2 and 1: 100 mmHg are 13.3322 kPa, 0.6661 spreads above.
        let found = try Applicability(
            of: patient(90, 40, "14 kPa"),
            in: [("cohort", Self.failing), ("others", Self.healthy)])
        let group = try #require(found.groups.first)
        #expect(group.name == "failing" && group.shared == 3)
        #expect(abs(group.distance - (6.0 / 3).squareRoot()) < 1e-12)
        #expect(group.farthest == "lv_ejection_fraction" && abs(group.farthestZ - 2) < 1e-12)
        #expect(found.groups.last?.distance == 4 && found.groups.last?.inside == false)
    }

    @Test func unitsAreConverted() throws {
        let found = try Applicability(of: patient(80, 30, "90 mmHg"), in: [("c", Self.failing)])
        let z = (90 * Units.mmHg - 12) / 2
        #expect(abs((found.groups.first?.distance ?? 0) - abs(z) / 3.0.squareRoot()) < 1e-12)
        #expect(found.groups.first?.inside == true)
    }

    @Test func numbersBeyondEveryGroupAreOutside() throws {
        let found = try Applicability(
            of: patient(80, 45, "12 kPa"), in: [("c", Self.failing), ("h", Self.healthy)])
        // 45 % lies between both groups, covered by neither, though inside their common hull.
        #expect(found.coordinates.filter { !$0.inside }.map(\.name) == ["lv_ejection_fraction"])
        #expect(found.groups.map(\.inside) == [false, false])
    }

    /// Each number alone is one of the group's, both together are not.
    @Test func numbersThatGoTogetherAreTakenTogether() throws {
        var group = Self.failing
        group.correlation = .init(
            names: ["heart_rate", "mean_arterial_pressure"], matrix: [1, 0.9, 0.9, 1], people: 50)
        let usual = try Applicability(of: patient(95, 30, "15 kPa"), in: [("c", group)])
        let odd = try Applicability(of: patient(95, 30, "9 kPa"), in: [("c", group)])
        #expect(usual.groups[0].inside)
        #expect(abs(usual.groups[0].distance - odd.groups[0].distance) < 1e-12)
        #expect(!odd.groups[0].inside && (odd.groups[0].joint?.farther ?? 1) < 0.001)
        #expect(odd.sentence.contains("2 numbers are taken together"))
        let unknown = try Applicability(of: patient(95, 30, "9 kPa"), in: [("c", Self.failing)])
        #expect(unknown.groups[0].inside && unknown.sentence.contains("taken as independent"))
    }

    /// Results that were stored before correlations were kept can still be read.
    @Test func groupsWithoutCorrelationsAreRead() throws {
        let text = #"{"name": "old", "coordinates": []}"#
        let group = try JSONDecoder().decode(ValidatedPopulation.self, from: Data(text.utf8))
        #expect(group.correlation == nil)
    }

    @Test func numbersOfRunsHaveMeasurements() {
        for name in PatientNumbers.measured.values {
            #expect(MeasurementCards.card(name) != nil, "\(name)")
        }
    }
}

public import Calibration
import Patients
import Quantities

/// The groups that people can be drawn from, healthy ones first.
public enum Populations {
    /// The registry.
    public static let all: [Population] =
        [.healthyMan, .healthyWoman] + Archetypes.all.map { Population($0) }

    /// The group with an identifier.
    ///
    /// - Throws: ``CohortsError/unknownPopulation(name:known:)``.
    public static func named(_ identifier: String) throws(CohortsError) -> Population {
        guard let found = all.first(where: { $0.identifier == identifier }) else {
            throw .unknownPopulation(name: identifier, known: all.map(\.identifier))
        }
        return found
    }
}

extension Population {
    /// A kind of patient, by the means and standard deviations of its group.
    ///
    /// Everything but heart rate and arterial pressures is log-normal where it is small against its spread, which
    /// keeps it positive: filling pressures, gradients, ratios, volumes, output, ejection fraction, work, dP/dt.
    /// Nothing is known of ages and bodies.
    public init(_ archetype: Archetype) {
        let aims = archetype.findings.map { finding -> PopulationAim in
            let guides = finding.name == "mitral_e_a_ratio"
            return PopulationAim(
                finding.name, Self.isLogNormal(finding.name) ? .logNormal : .normal,
                tolerance: guides ? PopulationAim.fusedWaves : PopulationAim.gathered,
                isBinding: !guides, source: finding.source, mean: { _ in finding.mean },
                deviation: { _ in finding.spread })
        }
        guard let rate = aims.first(where: { $0.quantity == "heart_rate" }) else {
            preconditionFailure("\(archetype.identifier) has no heart rate")
        }
        self.init(
            identifier: archetype.identifier, summary: archetype.summary,
            origin: .archetype(archetype), sex: .unknown, ages: nil, build: nil,
            heartRate: rate,
            aims: aims.filter { $0.quantity != "heart_rate" })
    }

    /// Numbers that are small against their spread.
    private static func isLogNormal(_ quantity: String) -> Bool {
        let positive = ["gradient", "ratio", "max_pressure_rise", "volume", "stroke_work"]
        let arterial = ["systolic_pressure", "diastolic_pressure", "mean_arterial_pressure"]
        return positive.contains { quantity.contains($0) } || quantity == "cardiac_output"
            || quantity == "lv_ejection_fraction"
            || quantity.hasSuffix("_pressure") && !arterial.contains(quantity)
    }
}

import Circulation
public import HeartModel
import Numerics
import PatientModels
public import Patients
import Quantities

/// What is not known of a patient's closed loop.
public enum UncertainInputs {
    /// Inputs of a posterior.
    public struct Posterior: Sendable {
        /// Parameters, or groups of them that move together.
        public var inputs: [UncertainInput]
        /// Largest rank correlation between two inputs, which a design of independent inputs leaves out [1].
        public var largestCorrelation: Double
    }

    /// Inputs of a calibrated patient; nil without a posterior.
    ///
    /// Each input is drawn from the values of the samples. Parameters whose ranks correlate by more than 0.95 in
    /// absolute value are one input that moves them all; other correlations are left out, since Sobol' indices
    /// of dependent inputs do not add up.
    ///
    /// - Throws: `QuantityError` for a unit that does not fit its parameter.
    public static func posterior(of patient: PatientFacts) throws -> Posterior? {
        guard let posterior = patient.posterior else { return nil }
        var columns: [(name: String, values: [Double])] = []
        for (place, name) in posterior.names.enumerated() {
            // What a calibration of the three-dimensional heart adds does not act on this loop.
            guard name.hasPrefix(LoopParameters.prefix), let card = HeartParameters.card(name)
            else {
                continue
            }
            let unit = try Unit(card.unit)
            let values = try posterior.samples.map {
                try posterior.units[place].convert($0[place], to: unit)
            }
            if values.contains(where: { $0 != values[0] }) { columns.append((name, values)) }
        }
        let ranks = columns.map { RankCorrelation.ranks($0.values) }
        var groups: [[(column: Int, falls: Bool)]] = []
        for column in columns.indices {
            let group = groups.firstIndex {
                abs(RankCorrelation.ofRanks(ranks[$0[0].column], ranks[column])) > Self.together
            }
            guard let group else {
                groups.append([(column, false)])
                continue
            }
            let falls = RankCorrelation.ofRanks(ranks[groups[group][0].column], ranks[column]) < 0
            groups[group].append((column, falls))
        }
        var largest = 0.0
        for first in groups.indices {
            for second in groups.indices where second > first {
                largest = max(
                    largest,
                    abs(
                        RankCorrelation.ofRanks(
                            ranks[groups[first][0].column], ranks[groups[second][0].column])
                    ))
            }
        }
        let inputs = groups.map { group -> UncertainInput in
            let marginals = group.map {
                UncertainInput.Marginal(
                    parameter: columns[$0.column].name, sorted: columns[$0.column].values.sorted(),
                    falls: $0.falls)
            }
            let lead = marginals[0]
            let ends = Quantiles.of(lead.sorted, at: [0.05, 0.95])
            let unit = HeartParameters.card(lead.parameter)?.unit ?? "1"
            return UncertainInput(
                name: lead.parameter
                    + (marginals.count > 1 ? " and \(marginals.count - 1) with it" : ""),
                range: "\(ends[0].short) \u{2026} \(ends[1].short) \(unit), 90 % of the posterior",
                marginals: marginals)
        }
        return Posterior(inputs: inputs, largestCorrelation: largest)
    }

    /// Inputs of a patient that is not calibrated: the parameters that calibration fits, 20 % either way of the
    /// patient's own, the blood volume 5 %, any value as likely. The widths are assumed; blood is known more closely
    /// because a fifth of it is most of what fills the vessels beyond their unstressed volume.
    public static func assumed(around heart: HeartParameters) throws -> [UncertainInput] {
        try usual.compactMap { name in
            let name = "circulation.\(name)"
            guard let card = HeartParameters.card(name) else { return nil }
            let value = try heart.value(name)
            let width = name == "circulation.bloodVolume" ? 0.05 : 0.2
            let ends = [(1 - width) * value, (1 + width) * value].sorted()
            // A parameter at the end of what is admissible varies on its other side alone.
            let low = max(ends[0], card.range.lowerBound)
            let high = min(ends[1], card.range.upperBound)
            return low < high ? UncertainInput(card, named: name, range: low...high) : nil
        }
    }

    private static let together = 0.95

    /// Parameters that calibration fits in every patient.
    private static let usual = [
        "systemicArterialResistance", "systemicArterialCompliance", "pulmonaryArterialResistance",
        "pulmonaryArterialCompliance", "bloodVolume", "leftVentricularActiveElastance",
        "leftVentricularPassivePressure", "leftVentricularPassiveStiffness",
        "leftVentricularRelaxationTime", "rightVentricularActiveElastance",
        "rightVentricularPassivePressure", "leftAtrialActiveElastance",
        "leftAtrialPassiveStiffness",
    ]
}

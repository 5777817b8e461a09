public import Quantities

/// Scar in the left ventricle's wall: shares of the seventeen segments, how stiff it is, and how it conducts.
public enum ScarCard {
    /// The parameters, in the unit people use.
    public static let parameters: [ParameterCard] =
        AHASegment.allCases.map { segment in
            ParameterCard(
                name(of: segment), "Share of the \(segment.name) segment's muscle that is scar",
                unit: "1", default: 0, range: 0...1,
                source: "0 is a wall without scar; segments of Cerqueira et al. 2002, "
                    + "doi:10.1161/hc0402.102975")
        } + [
            ParameterCard(
                conduction, "Conduction velocity of scar by that of muscle", unit: "1",
                default: 0.37, range: 0.02...1,
                source:
                    "0.015 to 0.2 m/s in infarcted regions, 0.54 m/s along healthy fibres, dogs 3 to 15 days after "
                    + "occlusion: the fastest of it; Spear et al. 1983, doi:10.1016/s0735-1097(83)80112-0 (abstract)"
            ),
            ParameterCard(
                stiffening, "Passive stiffness of scar by that of muscle", unit: "1",
                default: standardStiffening, range: 0.1...100,
                source: "assumed, as for the walls of the loop; 1 is fresh"),
        ]

    /// Names of what is not a segment's share, without the section.
    public static let conduction = "conduction"
    public static let stiffening = "stiffening"

    fileprivate static let standardStiffening = 10.0

    /// Name of a segment's share, without the section.
    public static func name(of segment: AHASegment) -> String { "\(segment)" }
}

extension HeartParameters {
    /// Share of each segment's muscle that is scar [1]; 0 where none is given.
    public var scarShares: [AHASegment: Double] {
        AHASegment.allCases.reduce(into: [:]) {
            $0[$1] = given["scar." + ScarCard.name(of: $1)] ?? 0
        }
    }

    /// Passive stiffness of scar by that of muscle [1].
    public var scarStiffening: Double {
        given["scar." + ScarCard.stiffening] ?? ScarCard.standardStiffening
    }
}

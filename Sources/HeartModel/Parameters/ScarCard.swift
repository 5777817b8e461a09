public import Quantities

/// Scar in the left ventricle's wall: shares of the seventeen segments, and how stiff it is.
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
                stiffening, "Passive stiffness of scar by that of muscle", unit: "1", default: 10,
                range: 0.1...100, source: "assumed, as for the walls of the loop; 1 is fresh")
        ]

    static let stiffening = "stiffening"

    /// Name of a segment's share, without the section.
    public static func name(of segment: AHASegment) -> String { "\(segment)" }
}

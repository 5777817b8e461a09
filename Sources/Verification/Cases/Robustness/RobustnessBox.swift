import Numerics

/// Where the parameter sets of ``RobustnessCase`` are drawn.
///
/// Ranges are those of the cards where these are physiological; the others are narrower, for the reason that
/// stands with each. Every set is admissible in a patient file.
struct RobustnessBox {
    /// How a range is covered.
    enum Scale {
        case linear
        /// Evenly by the logarithm, for factors.
        case logarithmic
    }

    /// One parameter.
    struct Axis {
        /// Dotted name.
        var name: String
        /// In the unit of its card.
        var range: ClosedRange<Double>
        var scale: Scale
        /// Why not the whole range of the card; nil where it is.
        var reason: String?

        /// The value at a coordinate from 0 to 1.
        func value(at coordinate: Double) -> Double {
            let (low, high) = (range.lowerBound, range.upperBound)
            switch scale {
            case .linear: return low + coordinate * (high - low)
            case .logarithmic: return low * Double.exp(coordinate * Double.log(high / low))
            }
        }
    }

    /// Every parameter that is drawn, by name.
    static let axes: [Axis] = wall + contraction + image + blood + valves

    /// Coordinates of a set: one for each axis and one for the ratio of the imaged pressures.
    static var dimensions: Int { axes.count + 1 }

    /// The values of a point of the unit cube by dotted name.
    static func values(at point: [Double]) -> [String: Double] {
        precondition(point.count == dimensions)
        var values = Dictionary(
            uniqueKeysWithValues: zip(axes, point).map { ($0.name, $0.value(at: $1)) })
        if let left = values["heart.endDiastolicPressureLeft"], let share = point.last {
            values["heart.endDiastolicPressureRight"] = left * rightShare.value(at: share)
        }
        return values
    }
}

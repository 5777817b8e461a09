import Circuits
import Circulation
import HeartModel
import Quantities

/// A number of a running loop that is set or read from outside, in one unit.
public struct LoopVariable: Sendable, Equatable {
    /// What may be done with it.
    public enum Role: Int, Sendable {
        /// Set before the loop settles, or at any time.
        case parameter
        /// Set before the loop settles only.
        case fixedParameter
        /// Comes from outside, moment by moment.
        case input
        /// Read only.
        case output
    }

    /// Name: a parameter's dotted name, or `element.quantity`.
    public var name: String
    /// One line for people.
    public var summary: String
    /// Unit of its values.
    public var unit: String
    /// What may be done with it.
    public var role: Role
    /// Admissible values; infinite ends where there are none.
    public var range: ClosedRange<Double>
}

extension LoopVariable {
    /// Blood that comes from outside into the systemic veins.
    public static let infusion = LoopVariable(
        name: "infusion.rate",
        summary: "Blood that is given into the systemic veins, negative where it is taken",
        unit: "mL/min", role: .input,
        // Assumed: ten times what rapid infusers give, so that a slip of the unit is seen.
        range: -5000...5000)

    /// Parameters that a loop listens to, sorted by name.
    ///
    /// - Parameters:
    ///   - ventricles: learned ones bring their own times, volumes and pericardium.
    ///   - reflex: whether the baroreflex answers; without it its gains mean nothing.
    public static func parameters(ventricles: LoopVentricles, reflex: Bool) -> [LoopVariable] {
        let contractilities = WallContractility.elastances.map(\.wall)
        var isLearned = false
        var hasWalls = false
        switch ventricles {
        case .elastance: break
        case .learned: isLearned = true
        case .walls, .timedWalls: hasWalls = true
        }
        return HeartParameters.names.compactMap { name in
            guard let card = HeartParameters.card(name) else { return nil }
            let isGain =
                name.hasPrefix(LoopParameters.prefix)
                && LoopParameters.isReflexGain(String(name.dropFirst(LoopParameters.prefix.count)))
            if contractilities.contains(name) {
                return LoopVariable(
                    name: name,
                    summary: card.summary + ", by that at which the loop settled",
                    unit: card.unit, role: .parameter, range: card.range)
            }
            guard
                name.hasPrefix(LoopParameters.prefix) && !ventricles.ignores(name)
                    || hasWalls && name.hasPrefix("walls."),
                reflex || !isGain,
                !isLearned || !name.hasPrefix(LoopParameters.prefix + "pericardial")
            else { return nil }
            return LoopVariable(
                name: name, summary: card.summary, unit: card.unit,
                role: isGain ? .fixedParameter : .parameter, range: card.range)
        }
    }
}

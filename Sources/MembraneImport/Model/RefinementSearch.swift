public import Ionics

/// Finds how fine the steps of pacing must be for a model that nobody has tried before.
///
/// The steps of pacing follow the voltage and cytosolic calcium. Where other states settle faster than these
/// move (buffers and small compartments that exchange calcium), relaxing each by itself is accurate only with
/// steps that resolve them. Two beats are therefore paced with steps divided by 1, 4, 16, … until
/// the duration of the second no longer changes.
public struct RefinementSearch {
    /// Change of APD90 from one division to the next that ends the search [ms]: the accuracy of the
    /// standard steps.
    private static let tolerance = 0.3
    /// Largest division tried: 0.004 ms, where the standard steps are 1 ms at rest. A model that ends here has not met
    /// the tolerance.
    public static let largest = 256.0
    /// Cycle of the trial [ms].
    private static let cycleLength = 1000.0

    /// What a trial shows.
    private enum Trial: Equatable {
        case duration(Double)
        /// No complete action potential.
        case none
        /// A state that is not finite.
        case diverged
    }

    /// The model with the smallest division that serves; with its own where it has no action potential, and with
    /// ``largest`` or more where none tried serves.
    public static func refined(_ membrane: Membrane) -> Membrane {
        var membrane = membrane
        let own = membrane.pacingRefinement
        var factor = 1.0
        var before = trial(membrane)
        while factor * own < largest {
            membrane.pacingRefinement = own * factor * 4
            let after = trial(membrane)
            if case .duration(let a) = before, case .duration(let b) = after,
                abs(a - b) < tolerance
            {
                break
            }
            if before == .none, after == .none {
                membrane.pacingRefinement = own
                return membrane
            }
            factor *= 4
            before = after
        }
        membrane.pacingRefinement = own * factor
        return membrane
    }

    private static func trial(_ membrane: Membrane) -> Trial {
        do throws(IonicsError) {
            let paced = try PacedSteadyState.run(
                membrane, cells: [membrane.cellTypes[0]], cycleLength: cycleLength, beats: 2)
            return .duration(paced[0].actionPotential.apd90)
        } catch {
            if case .notFinite = error { return .diverged }
            return .none
        }
    }
}

import Foundation
import Monodomain

/// What one site did, in a form that files hold.
struct InducibilityFinding: Codable, Equatable {
    /// Coupling intervals of the last trial [ms].
    var coupling: [Double]
    /// Whether waves went on.
    var isInducible: Bool
    /// Latest activation of any node [ms].
    var latest: Double?
    /// Mean interval between activations after the last pulse [ms].
    var cycleLength: Double?
    /// Filaments in the muscle at the end.
    var filaments: Int

    init(_ result: ProgrammedStimulation.Result) {
        coupling = result.tried.last ?? []
        isInducible = result.isInducible
        latest = result.outcome.latestActivation
        cycleLength = result.outcome.cycleLength
        filaments = result.outcome.filaments.count
    }

    /// Words for a line of progress.
    var words: String {
        let pulses = coupling.map { String(format: "%.0f", $0) }.joined(separator: ", ")
        guard isInducible else {
            return String(format: "nothing after %.0f ms (S2 at %@ ms)", latest ?? 0, pulses)
        }
        return String(
            format: "goes on with a cycle of %.0f ms (S2 at %@ ms)", cycleLength ?? 0, pulses)
    }
}

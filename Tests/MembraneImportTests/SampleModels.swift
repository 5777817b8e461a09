import Foundation
import Ionics
import MembraneImport

/// The models of the folder docs/examples/membranes.
enum SampleModels {
    static func text(_ file: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "docs/examples/membranes/\(file)"), encoding: .utf8)
    }

    static func imported(_ file: String) throws -> ImportedMembrane {
        try ImportedMembrane(text: try text(file), file: file)
    }

    /// The three files of one model.
    static let hodgkinHuxley = ["mmt", "cellml", "ode"].map { "hodgkin-huxley-1952.\($0)" }

    /// A model of one state besides the voltage, for errors.
    static func myokit(_ extra: String = "", rate: String = "-V / tau", tau: String = "5 [ms]")
        -> String
    {
        """
        [[model]]
        name: small
        membrane.V = -80
        [engine]
        time = 0 [ms] in [ms] bind time
        pace = 0 bind pace
        [membrane]
        tau = \(tau) in [ms]
        dot(V) = \(rate) + pace_rate
            in [mV]
        pace_rate = engine.pace * 40 [mV/ms]
        \(extra)
        """
    }
}

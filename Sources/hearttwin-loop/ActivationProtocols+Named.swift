import ArgumentParser
import Electrophysiology
import Quantities

extension ActivationProtocols {
    /// A protocol by its name.
    ///
    /// - Throws: `ValidationError` with the nearest name.
    static func named(_ name: String) throws -> ActivationProtocol {
        guard let plan = all.first(where: { $0.identifier == name }) else {
            throw ValidationError(
                "There is no activation \"\(name.printable)\""
                    + Spelling.suggestion(for: name, among: all.map(\.identifier)) + ".")
        }
        return plan
    }
}

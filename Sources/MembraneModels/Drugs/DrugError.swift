import Quantities

/// What can go wrong with drugs.
public enum DrugError: Error, Equatable, CustomStringConvertible {
    /// A drug that the table does not have.
    case unknown(name: String, known: [String])
    /// A concentration that is negative or not finite [nM].
    case badConcentration(drug: String, value: Double)
    /// A model whose currents cannot be told apart.
    case noCurrents(model: String)

    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "no drug \"\(name.printable)\" in the table"
                + Spelling.suggestion(for: name, among: known)
        case .badConcentration(let drug, let value):
            "\(drug): a concentration of \(value.short) nM; it must be zero or more"
        case .noCurrents(let model):
            "\(model) does not report its currents, which the net charge needs; "
                + "use ohara-rudy-cipa-v1 or ohara-rudy-2011"
        }
    }
}

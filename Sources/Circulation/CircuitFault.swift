public import Quantities

/// What is wrong with an element of a circuit.
public enum CircuitFault: Error, Equatable, CustomStringConvertible {
    /// No law with this identifier.
    case unknownLaw(identifier: String, known: [String])
    /// An end, a member or an address names nothing there is.
    case unknownName(name: String, known: [String])
    /// Two elements with this name.
    case duplicateName
    /// A branch from a compartment to itself.
    case loop
    /// An enclosure with a member listed twice.
    case repeatedMember
    /// A muscle around another number of compartments than its law has.
    case wrongMembers(expected: [String], found: Int)
    /// A wall without a patch.
    case emptyWall(name: String)
    /// A compartment that no branch reaches.
    case unconnected
    /// An unknown parameter or a value outside its range.
    case parameter(ParameterError)

    public var description: String {
        switch self {
        case .unknownLaw(let identifier, let known):
            "there is no law \"\(identifier)\"" + Self.hint(identifier, known)
        case .unknownName(let name, let known):
            "there is no \"\(name)\"" + Self.hint(name, known)
        case .duplicateName: "the name is used twice"
        case .loop: "it starts and ends in the same compartment"
        case .repeatedMember: "a member is listed twice"
        case .wrongMembers(let expected, let found):
            "it names \(found) compartments; it needs \(expected.count): "
                + expected.joined(separator: ", ")
        case .emptyWall(let name): "the wall \"\(name)\" has no patch"
        case .unconnected: "no branch reaches it"
        case .parameter(let error): "\(error)"
        }
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        let nearest = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
        return (nearest ?? "") + " Known: \(known.joined(separator: ", "))"
    }
}

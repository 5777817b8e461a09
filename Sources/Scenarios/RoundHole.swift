import Circulation

/// What interventions share that open a plain round hole between two parts of the circulation, both ways.
///
/// A new one says what it is called and which parts it joins.
public protocol RoundHole: Intervention {
    /// The branch of the circuit, and the compartments it joins.
    static var passage: (branch: String, from: String, to: String) { get }
    /// Diameter [mm]; nothing is joined at 0.
    var diameter: Double { get }
    /// Makes one of a diameter [mm].
    init(diameter: Double)
}

extension RoundHole {
    /// Takes the argument `diameter`.
    public init(_ arguments: InterventionArguments) {
        self.init(diameter: arguments.number("diameter"))
    }

    /// Joins the two parts by an orifice with Bernoulli loss.
    public func apply(to heart: inout TreatedHeart) throws {
        guard diameter > 0 else { return }
        let (branch, from, to) = Self.passage
        let area = RoundOpening.area(diameter: diameter)
        heart.connect(
            CircuitDevice(
                Self.card.identifier.replacing("-", with: " "),
                branches: [
                    .init(branch, law: "orifice-shunt", from: from, to: to, ["area": area])
                ]))
    }
}

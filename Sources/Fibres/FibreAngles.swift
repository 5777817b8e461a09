public import Quantities

/// Helix and sheet angles on the surfaces of both ventricles.
///
/// Angles are those of the rule's source: α is the helix angle in the plane of the wall, from the
/// circumferential towards the longitudinal direction, positive for a right-handed helix; β is the
/// angle of the sheet from the outward transmural direction, in the plane across the fibre.
public struct FibreAngles: Sendable, Equatable {
    /// Angles of one free wall [rad].
    public struct Wall: Sendable, Equatable {
        /// Helix angle on the endocardium.
        public var alphaEndo: Double
        /// Helix angle on the epicardium.
        public var alphaEpi: Double
        /// Sheet angle on the endocardium.
        public var betaEndo: Double
        /// Sheet angle on the epicardium.
        public var betaEpi: Double

        /// Makes the angles of a wall [rad].
        public init(alphaEndo: Double, alphaEpi: Double, betaEndo: Double, betaEpi: Double) {
            self.alphaEndo = alphaEndo
            self.alphaEpi = alphaEpi
            self.betaEndo = betaEndo
            self.betaEpi = betaEpi
        }
    }

    /// Left ventricle and the septum's left side.
    public var left: Wall
    /// Right ventricle and the septum's right side.
    public var right: Wall

    /// Makes the angles of both ventricles.
    public init(left: Wall, right: Wall) {
        self.left = left
        self.right = right
    }

    /// The card's default angles.
    public static let standard: FibreAngles = {
        let value = { (index: Int) in card.parameters[index].defaultValue * radiansPerDegree }
        return FibreAngles(
            left: Wall(
                alphaEndo: value(0), alphaEpi: value(1), betaEndo: value(2), betaEpi: value(3)),
            right: Wall(
                alphaEndo: value(4), alphaEpi: value(5), betaEndo: value(6), betaEpi: value(7)))
    }()

    /// The default angles with some replaced, by their names and units on the card.
    ///
    /// - Throws: ``FibresError/unknownParameter(name:known:)``,
    ///   ``FibresError/outOfRange(name:value:unit:allowed:)``.
    public init(values: [String: Double]) throws(FibresError) {
        self = .standard
        let paths: [WritableKeyPath<FibreAngles, Double>] = [
            \.left.alphaEndo, \.left.alphaEpi, \.left.betaEndo, \.left.betaEpi,
            \.right.alphaEndo, \.right.alphaEpi, \.right.betaEndo, \.right.betaEpi,
        ]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let index = Self.card.parameters.firstIndex(where: { $0.name == name }) else {
                throw .unknownParameter(name: name, known: Self.card.parameters.map(\.name))
            }
            let parameter = Self.card.parameters[index]
            guard parameter.range.contains(value) else {
                throw .outOfRange(
                    name: name, value: value, unit: parameter.unit, allowed: parameter.range)
            }
            self[keyPath: paths[index]] = value * Self.radiansPerDegree
        }
    }

    private static let radiansPerDegree = Double.pi / 180

    /// Identity and parameters of the rule.
    public static let card = ModelCard(
        identifier: "laplace-dirichlet-fibres",
        summary: "Rule-based fibres and sheets from Laplace fields",
        source: "Bayer, Blake, Plank, Trayanova, Ann. Biomed. Eng. 40 (2012) 2243-2254, "
            + "doi:10.1007/s10439-012-0593-5",
        parameters: [
            angle("alphaEndoLeft", "Helix angle, LV endocardium", 60),
            angle("alphaEpiLeft", "Helix angle, LV epicardium", -60),
            angle("betaEndoLeft", "Sheet angle, LV endocardium", -20),
            angle("betaEpiLeft", "Sheet angle, LV epicardium", 20),
            angle("alphaEndoRight", "Helix angle, RV endocardium", 90),
            angle("alphaEpiRight", "Helix angle, RV epicardium", -25),
            angle("betaEndoRight", "Sheet angle, RV endocardium", 0),
            angle("betaEpiRight", "Sheet angle, RV epicardium", 20),
        ])

    private static func angle(_ name: String, _ summary: String, _ value: Double) -> ParameterCard {
        ParameterCard(
            name, summary, unit: "deg", default: value, range: -90...90,
            source: "Piersanti et al., Comput. Methods Appl. Mech. Eng. 373 (2021) 113468, "
                + "doi:10.1016/j.cma.2020.113468, after Doste et al., Int. J. Numer. Methods "
                + "Biomed. Eng. 35 (2019) e3185, doi:10.1002/cnm.3185")
    }
}

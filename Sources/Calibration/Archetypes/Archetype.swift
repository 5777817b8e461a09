import Circulation
public import Patients
import Quantities

/// A kind of patient, by what was published about a group of them.
///
/// The closed loop of one is found by the calibration that patients get: published means are its
/// measurements, aimed at within a fifth of the group's standard deviation.
public struct Archetype: Sendable {
    /// A published number of the group.
    public struct Finding: Sendable {
        /// Name as in `MeasurementCards`.
        public var name: String
        /// Mean of the group, in the unit of the card.
        public var mean: Double
        /// Standard deviation of the group, same unit.
        public var spread: Double
        /// Where it was read, or that it is assumed.
        public var source: String

        /// Describes a number.
        public init(_ name: String, _ mean: Double, _ spread: Double, _ source: String) {
            self.name = name
            self.mean = mean
            self.spread = spread
            self.source = source
        }
    }

    /// Name on the command line, kebab-case.
    public var identifier: String
    /// One line for people.
    public var summary: String
    /// Numbers of the group; the heart rate among them.
    public var findings: [Finding]
    /// Parameters of the closed loop that are known of the group, by short name, in the units of their cards.
    public var parameters: [String: Double]
    /// Whether a pericardium presses on the heart. One that has had months to grow with a dilated heart hardly does:
    /// LeWinter, Pavelec, *Circ. Res.* 50 (1982) 501, doi:10.1161/01.res.50.4.501 (dogs with volume overload: restraint in the
    /// first days, markedly diminished after 34 to 50 days), and the pericardium is larger and more compliant: Freeman,
    /// LeWinter, *Circ. Res.* 54 (1984) 294 (abstracts).
    public var hasPericardium: Bool
    /// What makes its three-dimensional heart another one.
    public var heart: HeartTraits

    /// What is known of the three-dimensional heart of a kind of patient.
    public struct HeartTraits: Sendable {
        /// What starts its beats: identifier of an activation protocol; nil for the normal one.
        public var activation: String?
        /// Parameters of the heart by their full names, in the units of their cards, and why they have these values.
        public var parameters: [String: Double]
        public var source: String
        /// Published numbers of the group that the loop alone does not show.
        public var findings: [Finding]

        /// Describes a heart; without arguments, one like others.
        public init(
            activation: String? = nil, parameters: [String: Double] = [:], source: String = "",
            findings: [Finding] = []
        ) {
            self.findings = findings
            self.activation = activation
            self.parameters = parameters
            self.source = source
        }
    }

    /// Describes a kind of patient.
    public init(
        _ identifier: String, _ summary: String, parameters: [String: Double] = [:],
        hasPericardium: Bool = true, heart: HeartTraits = HeartTraits(), _ findings: [Finding]
    ) {
        self.heart = heart
        self.identifier = identifier
        self.summary = summary
        self.parameters = Self.venousReturn.merging(Self.regulation) { $1 }
            .merging(hasPericardium ? Self.pericardium : [:]) { $1 }.merging(parameters) { $1 }
        self.hasPericardium = hasPericardium
        self.findings = findings
    }

    /// What fills the heart of every kind.
    ///
    /// Compliance of all systemic vessels 64 mL/mmHg, less that of the arteries: Maas et al., *Anesth. Analg.* 115 (2012)
    /// 880, doi:10.1213/ANE.0b013e31825fb01d; resistance to venous return 1.6 mmHg·min/L, of which the arteries' part (their
    /// compliance by the veins', times the arterial resistance) is 0.4: the same group's 1.4 to 2 in patients after heart
    /// surgery. Both from memory. The healthy adult of the population has 111 mL/mmHg and 0.19 mmHg·min/L (Ursino 1998);
    /// there pumps and drugs hardly meet a limit of venous return.
    static let venousReturn = [
        "systemicVenousCompliance": 62.0, "systemicVenousResistance": 0.07,
    ]

    /// What regulates the heart of every kind beside the arterial baroreflex: that of healthy people, see the cards.
    static let regulation = ["baroreflexCardiopulmonaryGain": 1.0, "homeometricExponent": 0.28]

    /// Pericardium of every kind that has one: 0.98 by the volume of the left ventricle at a transmural pressure of 6 mmHg,
    /// 120 mL in people (assumed, whatever the heart has become).
    ///
    /// Its pressure rises by 2, 5, 10 and 20 mmHg when it holds 0.6, 1.1, 1.6 and 2.2 times that volume more, 10 dogs
    /// (Quantification of effect of pericardium on LV diastolic PV relation in dogs, *Am. J. Physiol. Heart Circ.
    /// Physiol.*, abstract), which is 2.6·(exp(0.98·x) − 1) within 0.15 mmHg. The default of 1/40 mL would be 3.
    static let pericardium = ["pericardialStiffness": 0.0082]

    /// Reflexes and muscle in heart failure, see the cards; the arterial reflex on vessels is found lower (Ferguson et al.,
    /// doi:10.1016/0002-9149(92)90998-E, abstract) or normal, and left as it is.
    static let failingReflex = [
        "baroreflexPeriodGain": 0.23, "baroreflexCardiopulmonaryGain": 0.15,
        "homeometricExponent": 0.22,
    ]

    /// No reflex, and failing muscle.
    static let silencedReflex = [
        "baroreflexPeriodGain": 0, "baroreflexSympatheticGain": 0,
        "baroreflexCardiopulmonaryGain": 0, "homeometricExponent": 0.22,
    ]

    /// Failing reflexes under general anaesthesia: those of heart failure, times the share that sevoflurane leaves, 4.42 of 22.5
    /// ms/mmHg during surgery (n = 9, rise of pressure by phenylephrine, "Arterial baroreflex function in humans anaesthetized with
    /// sevoflurane", *Br. J. Anaesth.*, abstract); that vessels lose as much as the heart period is assumed.
    static let anaesthetisedReflex = [
        "baroreflexPeriodGain": 0.23 * leftUnderAnaesthesia,
        "baroreflexSympatheticGain": leftUnderAnaesthesia,
        "baroreflexCardiopulmonaryGain": 0.15 * leftUnderAnaesthesia,
        "homeometricExponent": 0.22,
    ]

    /// Share of a reflex that anaesthesia leaves [1].
    private static let leftUnderAnaesthesia = 0.2

    /// Share of the group's standard deviation within which the fit aims at a mean [1].
    public static let precision = 0.2

    /// The numbers as measurements of a patient.
    ///
    /// - Throws: `QuantityError` for a unit of a card that cannot be read, which a test excludes.
    public func measurements() throws -> [String: Measurement] {
        var found: [String: Measurement] = [:]
        for finding in findings + heart.findings {
            guard let card = MeasurementCards.card(finding.name) else {
                throw CalibrationError.unknownName(name: finding.name, kind: "measurement")
            }
            found[finding.name] = Measurement(
                [finding.mean], unit: try Unit(card.unit), kind: .population,
                source: "archetype \(identifier): \(finding.source)",
                // A kind beats at its mean rate exactly.
                uncertainty: finding.name == "heart_rate" ? nil : Self.precision * finding.spread)
        }
        return found
    }

    /// The parameters that are known, as those of a patient file.
    ///
    /// - Throws: ``CalibrationError/unknownName(name:kind:)``, `QuantityError`.
    public func storedParameters() throws -> [String: StoredParameter] {
        var stored: [String: StoredParameter] = [:]
        for (name, value) in parameters {
            guard let card = LoopParameters.cardsByName[LoopParameters.prefix + name] else {
                throw CalibrationError.unknownName(name: name, kind: "parameter")
            }
            stored[LoopParameters.prefix + name] = StoredParameter(
                value, unit: try Unit(card.unit), provenance: "archetype \(identifier)")
        }
        return stored
    }

    /// The closed loop of one, with its posterior.
    ///
    /// - Parameter count: equally likely hearts to draw.
    /// - Throws: as ``PatientCalibration``.
    public func calibrated(count: Int) throws -> PatientCalibration {
        try PatientCalibration(
            of: KnownPatient(
                measurements: try measurements(), parameters: try storedParameters(),
                hasPericardium: hasPericardium),
            count: count)
    }
}

/// Something done to a patient: a drug's action, a device, an operation, an event.
///
/// It acts by its mechanism, on the parameters and the activation of the heart, never on outcomes. One
/// file each, registered in ``Interventions``.
public protocol Intervention: Sendable {
    /// Identity, arguments and what it may change.
    static var card: InterventionCard { get }

    /// In whom it was studied, for warnings of extrapolation; nothing is said where it is empty.
    static var experience: [PublishedExperience] { get }

    /// Makes it from arguments that were checked against the card.
    ///
    /// - Throws: ``ScenarioError`` for arguments that do not go together.
    init(_ arguments: InterventionArguments) throws

    /// Acts on a heart.
    ///
    /// - Throws: ``ScenarioError``, `HeartModelError` where a parameter would leave its range.
    func apply(to heart: inout TreatedHeart) throws
}

extension Intervention {
    /// No study unless an intervention names one.
    public static var experience: [PublishedExperience] { [] }
}

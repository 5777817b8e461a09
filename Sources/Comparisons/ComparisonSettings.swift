public import Electrophysiology
public import LoopLevel

/// How treatments are compared.
public struct ComparisonSettings: Sendable {
    /// Whether the arterial baroreflex answers.
    public var reflex: Bool
    /// Time after the interventions [ms].
    public var duration: Double
    /// Equally likely hearts beside the best one; 0 for none.
    public var hearts: Int
    /// Whether the ventricles are walls with patches, which know activation and scar; elastances otherwise.
    public var walls: Bool
    /// Ventricles learned from a three-dimensional run, in place of elastances.
    public var learned: LearnedVentricles?
    /// What starts the beats of the untreated heart.
    public var activation: ActivationProtocol
    /// Parameters given by hand, in the units of the cards.
    public var values: [String: Double]
    /// Laws given by hand.
    public var choices: [String: String]

    /// Makes settings.
    public init(
        reflex: Bool = true, duration: Double, hearts: Int = 0, walls: Bool = false,
        learned: LearnedVentricles? = nil,
        activation: ActivationProtocol = ActivationProtocols.normal, values: [String: Double] = [:],
        choices: [String: String] = [:]
    ) {
        self.reflex = reflex
        self.duration = duration
        self.hearts = hearts
        self.walls = walls
        self.learned = learned
        self.activation = activation
        self.values = values
        self.choices = choices
    }
}

/// Ready-made activation protocols, sorted by identifier.
public enum ActivationProtocols {
    /// The registry.
    public static let all: [ActivationProtocol] = [
        biventricularPacing, leftBundleAreaPacing, leftBundleBranchBlock,
        leftBundleBranchBlockWithLateralPacing, normal, rightBundleBranchBlock, rightApicalPacing,
    ]

    /// The protocol with an identifier.
    ///
    /// - Throws: ``ElectrophysiologyError/unknownIdentifier(kind:name:known:)``.
    public static func named(
        _ identifier: String
    ) throws(ElectrophysiologyError) -> ActivationProtocol {
        guard let found = all.first(where: { $0.identifier == identifier }) else {
            throw .unknownIdentifier(
                kind: "activation protocol", name: identifier, known: all.map(\.identifier))
        }
        return found
    }

    /// Both bundle branches conduct.
    public static let normal = ActivationProtocol(
        identifier: "normal", summary: "Both bundle branches conduct",
        branches: [.left: 0, .right: 0])

    /// The left bundle branch is blocked.
    public static let leftBundleBranchBlock = ActivationProtocol(
        identifier: "lbbb", summary: "Left bundle branch block", branches: [.right: 0])

    /// The right bundle branch is blocked.
    public static let rightBundleBranchBlock = ActivationProtocol(
        identifier: "rbbb", summary: "Right bundle branch block", branches: [.left: 0])

    /// Pacing at the right ventricular apex without conducted activation.
    public static let rightApicalPacing = ActivationProtocol(
        identifier: "rv-apex-pacing", summary: "Right ventricular apical pacing",
        pacing: [PacingStimulus(.site(.rightApex))])

    /// Simultaneous pacing at the right ventricular apex and the left lateral wall.
    public static let biventricularPacing = ActivationProtocol(
        identifier: "biv-pacing",
        summary: "Biventricular pacing: right ventricular apex and left lateral wall",
        pacing: [PacingStimulus(.site(.rightApex)), PacingStimulus(.site(.leftLateral))])

    /// Left lateral pacing timed with the conduction of the right bundle branch.
    public static let leftBundleBranchBlockWithLateralPacing = ActivationProtocol(
        identifier: "lbbb-lv-lateral-pacing",
        summary: "Left bundle branch block with left lateral pacing in fusion",
        branches: [.right: 0], pacing: [PacingStimulus(.site(.leftLateral))])

    /// Capture of the left bundle branch, the right one following late.
    ///
    /// 40 ms is the time that activation takes to reach the right branch's terminals the other way, as
    /// in the reference computation of this benchmark; it is a choice, not a measurement.
    public static let leftBundleAreaPacing = ActivationProtocol(
        identifier: "lbb-area-pacing",
        summary: "Left-bundle-area pacing: the right bundle branch follows 40 ms later",
        branches: [.left: 0, .right: 40])
}

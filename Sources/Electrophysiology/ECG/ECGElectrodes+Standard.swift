public import Geometry
import Numerics

extension ECGElectrodes {
    /// Where electrodes lie around a heart whose torso is not known.
    ///
    /// The electrodes of a reference torso are moved with its heart onto the given one by a rigid motion:
    /// least squares over apex, mitral, tricuspid and pulmonary valve, or by the directions of the long
    /// axis and of the right ventricle where valve rims are merged. Sizes are not scaled: the reference
    /// heart's long axis, apex to mitral valve, is 94 mm long.
    ///
    /// Source of the reference positions: ansys-health-heart 0.16.2 (MIT licence),
    /// `HeartModel.define_12lead_electrodes`, electrodes placed by clinical practice.
    ///
    /// - Throws: ``ElectrophysiologyError/siteNotFound(name:reason:)`` without valve rims, and what
    ///   finding the long axis and the rims throws.
    public static func standard(for anatomy: VentricularAnatomy) throws -> ECGElectrodes {
        let motion = try ReferenceTorso.landmarks.motion(onto: HeartLandmarks(anatomy))
        return ECGElectrodes { motion(ReferenceTorso.position(of: $0)) }
    }
}

/// The reference torso [mm]: x to the left, y up, z to the front.
private enum ReferenceTorso {
    static let landmarks = HeartLandmarks(
        apex: Vec3(65, 1265, 72), left: [Vec3(28, 1310, -1.5)],
        right: [Vec3(-10, 1305, 35), Vec3(25, 1353, 22)])

    static func position(of electrode: ECGElectrode) -> Vec3 {
        switch electrode {
        case .rightArm: Vec3(-153, 1458, 2)
        case .leftArm: Vec3(153, 1458, 2)
        case .leftLeg: Vec3(80, 1150, 34)
        case .v1: Vec3(-21, 1314, 117)
        case .v2: Vec3(21, 1314, 117)
        case .v3: Vec3(62, 1285, 124)
        case .v4: Vec3(104, 1262, 103)
        case .v5: Vec3(136, 1267, 73)
        case .v6: Vec3(156, 1273, 32)
        }
    }
}

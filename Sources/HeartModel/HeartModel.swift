public import Circulation
public import Geometry
public import Mechanics
public import Numerics

/// A patient's heart, ready to beat: everything that does not change from step to step.
///
/// The only place where electrics, mechanics and circulation meet. Made by ``HeartBuilder``.
public struct HeartModel: Sendable {
    /// All parameters.
    public let parameters: HeartParameters
    /// Length of a beat [ticks]: the cycle of the heart rate, rounded to whole ticks.
    public let ticksPerBeat: Int
    /// Activation and the cells' beats.
    public let electrics: ElectricalBeat
    /// What drives contraction at the quadrature points.
    public let drive: PointDrive
    /// The electrical beat at the nodes of the mechanics mesh.
    public let nodes: NodalBeat
    /// The wall. Its reference is the shape without pressures, with its residual stress, or the image with
    /// the prestress of the imaged pressures, as ``HeartChoices/reference`` says.
    public let wall: MechanicsModel
    /// The blood outside the ventricles.
    public let circulation: AdultLoop
    /// Start of atrial contraction after the onset of the QRS [ms].
    public let atrialOnset: Double
    /// Ventricular coordinates at the nodes of the mechanics mesh.
    public let coordinates: VentricularCoordinates
    /// Where deformation is observed: gradients, volumes and axes in the image.
    public let points: WallPoints
    /// Stretch from the stress-free muscle to the image at these points [1].
    public let imagedStretch: [Mat3]
    /// How the stress of the imaged wall was found, and how well the model comes back to the image.
    public let imaged: ImagedStateReport
    /// The wall inflated to the imaged end-diastole and the blood at usual pressures: the start of
    /// the first beat.
    public let endDiastole: HeartState

    /// Node positions of a state [mm].
    public func positions(_ state: HeartState) -> [Vec3] {
        wall.positions(state.wall.displacement)
    }

    /// Length of a beat [ms].
    public var cycleLength: Double { Double(ticksPerBeat) * StepControl.tick }
}

/// How well the wall explains the image.
public struct ImagedStateReport: Sendable, Equatable {
    /// Steps of the search; zero where the reference was known.
    public var steps = 0
    /// Largest distance of a node in equilibrium at the imaged pressures from its place in the image [mm].
    public var largestDistance = 0.0
    /// Cavity volumes at the imaged pressures [mm³]: left, right.
    public var volumes: [Double] = []
}

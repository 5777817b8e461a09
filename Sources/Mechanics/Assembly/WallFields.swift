/// Borrowed arrays of one evaluation of the wall.
///
/// Pointers are valid, and written from several threads at places that do not overlap, only during
/// the call they are made for.
struct WallFields: @unchecked Sendable {
    /// Node numbers of the batches.
    var nodes: UnsafePointer<Int32>
    /// Element of each lane.
    var elements: UnsafePointer<Int32>
    /// Gradients in the fibre frame.
    var gradients: UnsafePointer<Lanes>
    /// Volumes of stress-free muscle at the quadrature points.
    var weights: UnsafePointer<Lanes>
    /// Factor on the passive stress of each point, [batch][point].
    var passiveScale: UnsafePointer<Lanes>
    /// Current positions [mm], three per node.
    var positions: UnsafePointer<Double>
    /// Active tension [kPa] and its derivative by the fibre stretch, [element][point]; nil without.
    var tension: UnsafePointer<Double>?
    var tensionDerivative: UnsafePointer<Double>?
    /// Volumetric pressure beside that of the bulk moduli [kPa], [element][point]; nil without.
    var volumePressure: UnsafePointer<Double>?
    /// det F of each point, [element][point]; nil when not wanted (output).
    var dilatation: UnsafeMutablePointer<Double>?
    /// Strain at the start of the step, six per point, [batch][point][6]; nil without viscosity.
    var strainBefore: UnsafePointer<Lanes>?
    /// η/dt [kPa].
    var viscosityRate: Double
    /// Nodal velocities [mm/ms] for the exact rate of strain, in place of the difference of strains;
    /// nil without inertia.
    var velocity: UnsafePointer<Double>?
    /// η [kPa·ms], with velocities.
    var viscosity: Double
    /// Whether the stiffness leaves out the geometric part of compressive volumetric pressures.
    var ignoresCompression: Bool
    /// Nodal forces [mN], added to.
    var force: UnsafeMutablePointer<Double>
    /// Blocks of the stiffness [mN/mm], added to; nil for forces only.
    var stiffness: UnsafeMutablePointer<Double>?
    /// Stored energy of each batch [mN mm] (output).
    var energy: UnsafeMutablePointer<Double>
    /// Smallest det F at the quadrature points of each batch, and the lane where (output).
    var smallestJ: UnsafeMutablePointer<Double>
    var smallestLane: UnsafeMutablePointer<Int32>
}

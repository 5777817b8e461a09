public import Numerics

/// A membrane model that tells its currents apart.
public protocol CurrentReporting: IonicModel {
    /// Names of the currents, in the order of ``currents(_:into:)``.
    static var currentNames: [String] { get }

    /// Currents [A/F], outward positive, of the first block at its present state.
    ///
    /// - Parameter currents: receives one value for each of ``currentNames``.
    static func currents(_ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>)
}

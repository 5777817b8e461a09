public import Numerics

/// Advances cells of one membrane model in blocks of eight.
///
/// Called once for a batch of blocks, from any thread.
public protocol MembraneKernel: Sendable {
    /// Advances blocks by one step of `dt` [ms], second order.
    func advance(_ cells: CellBlocks<Double8>, dt: Double)

    /// Tables for a time step [ms] and parameters in the order of the card; nil where there are none.
    func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> (any TabulatedMembrane)?

    /// Tables in single precision; nil where there are none.
    func single(parameters: [Double], dt: Double) -> (any SingleTabulatedMembrane)?

    /// Names of the currents that can be told apart, in the order of ``currents(_:into:)``.
    var currentNames: [String] { get }

    /// Currents [A/F], outward positive, of the first block at its present state.
    ///
    /// - Parameter currents: receives one value for each of ``currentNames``.
    func currents(_ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>)
}

extension MembraneKernel {
    public func single(parameters: [Double], dt: Double) -> (any SingleTabulatedMembrane)? { nil }
}

/// The kernel of a built-in model: one dynamic call per batch.
struct BuiltInKernel: MembraneKernel {
    let model: any IonicModel.Type
    private let reporting: (any CurrentReporting.Type)?

    init(model: any IonicModel.Type) {
        self.model = model
        reporting = model as? any CurrentReporting.Type
    }

    func advance(_ cells: CellBlocks<Double8>, dt: Double) { model.advance(cells, dt: dt) }

    func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> (any TabulatedMembrane)? {
        (model as? any TabulatedIonicModel.Type)?.tabulated(
            parameters: parameters, dt: dt, scheme: scheme)
    }

    func single(parameters: [Double], dt: Double) -> (any SingleTabulatedMembrane)? {
        (model as? any SingleIonicModel.Type)?.single(parameters: parameters, dt: dt)
    }

    var currentNames: [String] { reporting?.currentNames ?? [] }

    func currents(_ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>) {
        reporting?.currents(cells, into: currents)
    }
}

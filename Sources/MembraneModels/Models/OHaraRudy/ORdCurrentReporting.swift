import Ionics
import Numerics
import Quantities

extension ORdCurrents where L == Double8 {
    static var names: [String] {
        ["INa", "INaL", "Ito", "ICaL", "IKr", "IKs", "IK1", "INaCa", "INaK"]
    }

    /// The currents in the order of ``names``; ICaL counts calcium only, as in the net charge of CiPA.
    func write(to currents: UnsafeMutablePointer<Double8>) {
        let values = [
            fastSodium, lateSodium, transient, channel.calcium, rapid, slow, inward,
            transport.exchangeCytosol + transport.exchangeSubspace, transport.pump,
        ]
        for (index, value) in values.enumerated() { currents[index] = value }
    }
}

extension CellBlocks<Double8> {
    /// Rates of the first block in the working memory.
    fileprivate func derivative(states count: Int) -> StateDerivative<Double8> {
        StateDerivative(state: UnsafePointer(states), rate: scratch, decay: scratch + count)
    }
}

extension OHaraRudy2011: CurrentReporting {
    static var currentNames: [String] { ORdCurrents<Double8>.names }

    static func currents(
        _ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>
    ) {
        let derivative = cells.derivative(states: card.states.count)
        let cell = ORdContext(UnsafePointer(cells.states), cells.parameters)
        let rapid = cell.gatedRapidRectifier(into: derivative)
        cell.evaluate(rapid: rapid, stimulus: 0, into: derivative).write(to: currents)
    }
}

extension OHaraRudyCiPA: CurrentReporting {
    static var currentNames: [String] { ORdCurrents<Double8>.names }

    static func currents(
        _ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>
    ) {
        let derivative = cells.derivative(states: card.states.count)
        let cell = ORdContext(UnsafePointer(cells.states), cells.parameters)
        let rapid = cell.markovRapidRectifier(into: derivative)
        cell.evaluate(rapid: rapid, stimulus: 0, into: derivative).write(to: currents)
    }
}

import Foundation
import Mechanics

/// Arrays of one batch of points and the calls that advance them, for tests.
struct ActiveTensionRig {
    let model: any ActiveTensionModel
    let count: Int
    var state: [Double]
    var tension: [Double]
    var derivative: [Double]

    init(_ model: any ActiveTensionModel, count: Int = 1) {
        self.model = model
        self.count = count
        state = model.restingState.flatMap { [Double](repeating: $0, count: count) }
        tension = [Double](repeating: 0, count: count)
        derivative = tension
    }

    /// One step with point-wise inputs.
    mutating func advance(
        dt: Double, calcium: ([Double], [Double]), stretch: ([Double], [Double])
    ) {
        let inputs = [calcium.0, calcium.1, stretch.0, stretch.1, state].map(heapCopy)
        let outputs = [state, tension, derivative].map(heapCopy)
        defer { (inputs + outputs).forEach { $0.deallocate() } }
        let batch = ActiveTensionBatch(
            count: count, stateStride: count, calciumBefore: inputs[0], calciumAfter: inputs[1],
            stretchBefore: inputs[2], stretchAfter: inputs[3], stateBefore: inputs[4],
            stateAfter: outputs[0], tension: outputs[1], tensionDerivative: outputs[2])
        model.advance(batch, dt: dt)
        state = Array(UnsafeBufferPointer(start: outputs[0], count: state.count))
        tension = Array(UnsafeBufferPointer(start: outputs[1], count: count))
        derivative = Array(UnsafeBufferPointer(start: outputs[2], count: count))
    }

    /// One step with the same inputs in every point.
    mutating func advance(dt: Double, calcium: (Double, Double), stretch: (Double, Double)) {
        func fill(_ value: Double) -> [Double] { [Double](repeating: value, count: count) }
        advance(
            dt: dt, calcium: (fill(calcium.0), fill(calcium.1)),
            stretch: (fill(stretch.0), fill(stretch.1)))
    }

    /// A copy of the values on the heap.
    private func heapCopy(_ values: [Double]) -> UnsafeMutablePointer<Double> {
        let copy = UnsafeMutablePointer<Double>.allocate(capacity: values.count)
        copy.initialize(from: values, count: values.count)
        return copy
    }
}

/// Calcium transient of the difference-of-exponentials kind [µM].
///
/// Source: Rice et al., *Biophys. J.* 95 (2008) 2368–2390, doi:10.1529/biophysj.107.119487.
func calciumTransient(
    _ t: Double, rest: Double = 0.09, peak: Double = 1.45, rise: Double = 20, decay: Double = 110
) -> Double {
    guard t > 0 else { return rest }
    let ratio = rise / decay
    let beta = pow(ratio, -1 / (ratio - 1)) - pow(ratio, -1 / (1 - 1 / ratio))
    return rest + (peak - rest) / beta * (exp(-t / rise) - exp(-t / decay))
}

import Numerics

/// Inputs, states and outputs of the contraction model at all quadrature points.
final class ActiveArrays {
    /// Number of points.
    let count: Int
    let calciumBefore: Buffer<Double>
    let calciumAfter: Buffer<Double>
    let stretchBefore: Buffer<Double>
    let stretchAfter: Buffer<Double>
    let stateBefore: Buffer<Double>
    let stateAfter: Buffer<Double>
    let tension: Buffer<Double>
    let derivative: Buffer<Double>
    private let scale: [Double]
    private let activeModel: any ActiveTensionModel

    /// Points per parallel chunk: some ten microseconds of work.
    private static let grain = 512

    init(_ model: MechanicsModel) {
        count = model.pointCount
        calciumBefore = Buffer(repeating: 0, count: count)
        calciumAfter = Buffer(repeating: 0, count: count)
        stretchBefore = Buffer(repeating: 1, count: count)
        stretchAfter = Buffer(repeating: 1, count: count)
        let states = model.activeTension.restingState.count * count
        stateBefore = Buffer(repeating: 0, count: states)
        stateAfter = Buffer(repeating: 0, count: states)
        tension = Buffer(repeating: 0, count: count)
        derivative = Buffer(repeating: 0, count: count)
        scale = model.activeScale
        activeModel = model.activeTension
    }

    /// Advances the contraction model by one step to the stretch of the iterate.
    func advance(dt: Double) {
        nonisolated(unsafe) let whole = ActiveTensionBatch(
            count: count, stateStride: count, calciumBefore: calciumBefore.base,
            calciumAfter: calciumAfter.base, stretchBefore: stretchBefore.base,
            stretchAfter: stretchAfter.base, stateBefore: stateBefore.base,
            stateAfter: stateAfter.base, tension: tension.base, tensionDerivative: derivative.base)
        let model = activeModel
        let factors = scale
        Parallel.forEachChunk(count: count, grain: Self.grain) { _, range in
            let first = range.lowerBound
            var part = whole
            part.count = range.count
            part.calciumBefore += first
            part.calciumAfter += first
            part.stretchBefore += first
            part.stretchAfter += first
            part.stateBefore += first
            part.stateAfter += first
            part.tension += first
            part.tensionDerivative += first
            model.advance(part, dt: dt)
            for i in 0..<range.count {
                part.tension[i] *= factors[first + i]
                part.tensionDerivative[i] *= factors[first + i]
            }
        }
    }

    /// Takes a tension that depends on nothing, regional factors included.
    func prescribe(_ values: [Double]) {
        tension.assign(values)
        derivative.fill(0)
    }

    /// A tension with the regional factors.
    func scaled(_ values: [Double]) -> [Double] { zip(values, scale).map { $0 * $1 } }
}

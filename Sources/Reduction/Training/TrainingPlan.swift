import Numerics

/// Which beats of the full order a reduced model is made of, and which judge it.
public struct TrainingPlan: Sendable, Equatable {
    /// One point of the box.
    public struct Point: Sendable, Equatable {
        /// Place on each axis, 0 to 1.
        public var place: [Double]
        /// Identifier of the activation.
        public var activation: String
    }

    /// Points for training.
    public var training: [Point]
    /// Points that training does not see.
    public var checks: [Point]

    /// Plans: the patient as it is, then corners of the box, then points within for judging.
    ///
    /// Corners are those of a two-level fractional design of eight runs: with a multiple of eight corners each axis
    /// stands at each end equally often. Two corners that follow one another are complementary in the first four axes,
    /// and equal in the next three. Motion between corners is between their motions more often than not, beyond them
    /// it is not. Checks are a Latin hypercube over the inner nine tenths of every axis. Activations take turns.
    public init(_ box: ParameterBox, points: Int, checks: Int) throws {
        let axes = box.axes.count
        let base = try box.basePlace()
        var training = box.activations.map { Point(place: base, activation: $0) }
        // The first half of the corners and their complements (of the first four axes) in turn.
        let order = [0, 7, 1, 6, 2, 5, 4, 3]
        for index in 0..<max(0, points - training.count) {
            let row = order[index % order.count]
            let place = (0..<axes).map { axis -> Double in
                // Columns of an eight-run design: 1, 2, 4, 7, then the two-factor products.
                let masks = [1, 2, 4, 7, 3, 5, 6]
                let bits = (row & masks[axis % masks.count]).nonzeroBitCount
                return bits % 2 == 0 ? 0 : 1
            }
            training.append(
                Point(
                    place: place, activation: box.activations[(index / 2) % box.activations.count]))
        }
        self.training = training
        self.checks =
            checks > 0
            ? LatinHypercube.points(count: checks, dimensions: max(axes, 1), seed: Self.seed)
                .enumerated().map { index, place in
                    Point(
                        place: place.map { 0.05 + 0.9 * $0 },
                        activation: box.activations[index % box.activations.count])
                } : []
    }

    private static let seed: UInt64 = 20_140_525
}

import Glibc

/// Weighted mean of frames with signs, along the shortest rotations between them.
///
/// ```
/// m = argmin Σ w_i θ(m, q_i)²,   θ: angle of the rotation from m to q_i
/// ```
///
/// Between two frames this is ``slerp(_:_:_:)``: directions turn at a constant rate, where the mean of
/// vectors lingers near its ends, the more the farther they are turned. Frames must not be half a turn
/// or more apart.
///
/// - `weights`: as many as frames, not negative, of sum 1.
///
/// Source: Pennec, *J. Math. Imaging Vis.* 25 (2006) 127–154, doi:10.1007/s10851-006-6228-4, section
/// 4.3 (Gauss–Newton iteration for the Fréchet mean).
package func frameMean(_ frames: [Quaternion], weights: [Double]) -> Quaternion {
    precondition(frames.count == weights.count && !frames.isEmpty, "a weight for each frame")
    let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    var mean = frames[heaviest]
    // Each iteration gains two digits or more for frames less than a right angle from the mean.
    let iterations = 8
    for _ in 0..<iterations {
        var step = Quaternion(0, 0, 0, 0)
        for (frame, weight) in zip(frames, weights) {
            step = step + weight * tangent(from: mean, to: frame)
        }
        let length = step.dot(step).squareRoot()
        // Below this the next iterate agrees to rounding.
        guard length > 1e-14 else { break }
        mean = (cos(length) * mean + (sin(length) / length) * step).normalized
    }
    return mean
}

/// The arc from one unit quaternion to another, or to its negative where that is nearer.
private func tangent(from a: Quaternion, to b: Quaternion) -> Quaternion {
    let cosine = a.dot(b)
    let near = cosine < 0 ? -1 * b : b
    let across = near + (-abs(cosine)) * a
    let sine = across.dot(across).squareRoot()
    guard sine > 0 else { return Quaternion(0, 0, 0, 0) }
    return (atan2(sine, abs(cosine)) / sine) * across
}

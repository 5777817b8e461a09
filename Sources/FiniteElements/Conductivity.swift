public import Numerics

/// The coefficient of a diffusion operator, constant on each tetrahedron.
public enum Conductivity: Sendable {
    /// The same in all directions and places.
    case uniform(Double)
    /// A symmetric positive definite tensor per tetrahedron.
    case tensors([Mat3])

    /// Flux `D·g` in a tetrahedron.
    @inline(__always)
    func flux(_ gradient: Vec3, tet: Int) -> Vec3 {
        switch self {
        case .uniform(let d): d * gradient
        case .tensors(let tensors): tensors[tet] * gradient
        }
    }
}

import Geometry
import Numerics

/// Deformation of a point of the wall between two instants, along the local axes [1].
///
/// Longitudinal and circumferential: stretch of the axis' material line, |F·a| / |F₀·a| − 1.
/// Radial: change of the distance of two transmural layers, |F₀⁻ᵀ·r| / |F⁻ᵀ·r| − 1.
public struct PointStrain: Sendable, Equatable {
    public var longitudinal: Double
    public var circumferential: Double
    public var radial: Double
}

/// Volume-weighted means of ``PointStrain``: longitudinal and circumferential ones over the inner third
/// of the wall, radial ones over all of it.
struct MeanStrain {
    private var sum = PointStrain(longitudinal: 0, circumferential: 0, radial: 0)
    private var volume = 0.0
    private var innerVolume = 0.0

    /// Takes a point that stands for a volume [mm³].
    mutating func add(_ strain: PointStrain, volume w: Double, isEndocardial: Bool) {
        volume += w
        sum.radial += w * strain.radial
        guard isEndocardial else { return }
        innerVolume += w
        sum.longitudinal += w * strain.longitudinal
        sum.circumferential += w * strain.circumferential
    }

    /// The means; not a number where there was no point.
    var mean: PointStrain {
        PointStrain(
            longitudinal: sum.longitudinal / innerVolume,
            circumferential: sum.circumferential / innerVolume, radial: sum.radial / volume)
    }
}

extension WallPoints {
    /// Whether strains of the left ventricle are taken at a point: in its wall or the septum, with
    /// axes, and away from apex and valves.
    func isObserved(_ point: Int) -> Bool {
        region[point] != .rightVentricle && apicobasal[point] > 0.1 && apicobasal[point] < 0.9
            && longitudinal[point] != .zero && radial[point] != .zero
    }

    /// Whether a point lies in the inner third of the wall.
    func isEndocardial(_ point: Int) -> Bool { transmural[point] < 1.0 / 3 }

    /// Deformation of a point with axes from the gradient `F0` to `F`.
    func strain(_ point: Int, from F0: Mat3, to F: Mat3) -> PointStrain {
        let along = longitudinal[point]
        let across = radial[point]
        let around = across.cross(along)
        return PointStrain(
            longitudinal: (F * along).norm / (F0 * along).norm - 1,
            circumferential: (F * around).norm / (F0 * around).norm - 1,
            radial: (F0.inverse.transpose * across).norm / (F.inverse.transpose * across).norm - 1)
    }
}

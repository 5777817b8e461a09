import Glibc
import Numerics

/// One face of the wall of an idealised right ventricle: a dome on the left ventricle's epicardium.
///
/// Its cross-section at height z is the part outside the left ventricle (a circle of radius R) of the
/// ellipse
///
/// ```
/// x = κ R + a cos φ,   y = b sin φ,   a = (1 − κ) R + g (reach − (1 − κ) Rb),   b likewise
/// g = √(w (2 − w)),   w = (z − apex) / (base − apex)
/// ```
///
/// where Rb is R at the base. At the apex ellipse and circle touch; towards the base the dome opens.
struct RightVentricleSurface {
    /// The left ventricle it sits on.
    let left: TruncatedEllipsoid
    /// κ: centre of the ellipses over the radius of the left ventricle.
    let centre: Double
    /// Semi-axis a at the base [mm].
    let reach: Double
    /// Semi-axis b at the base [mm].
    let width: Double
    /// Height of the lowest point [mm].
    let apex: Double

    /// Radius of the left ventricle's epicardium at a height [mm].
    func radius(_ z: Double) -> Double {
        let ratio = z / left.outerLong
        return left.outerShort * max(0, 1 - ratio * ratio).squareRoot()
    }

    /// Semi-axes of the ellipse at a height [mm].
    func axes(_ z: Double) -> (a: Double, b: Double) {
        let w = min(1, max(0, (z - apex) / (left.baseHeight - apex)))
        let g = (w * (2 - w)).squareRoot()
        let inner = (1 - centre) * radius(z)
        let innerAtBase = (1 - centre) * radius(left.baseHeight)
        return (inner + g * (reach - innerAtBase), inner + g * (width - innerAtBase))
    }

    /// Point of the dome [mm].
    func point(_ z: Double, _ phi: Double) -> Vec3 {
        let (a, b) = axes(z)
        return Vec3(centre * radius(z) + a * cos(phi), b * sin(phi), z)
    }

    /// Angle around the left ventricle at which the dome meets it, 0 … π/2 [rad].
    func insertionAngle(_ z: Double) -> Double {
        let r = radius(z)
        let (a, b) = axes(z)
        func outside(_ v: Double) -> Bool {
            let x = (r * cos(v) - centre * r) / a
            let y = r * sin(v) / b
            return x * x + y * y > 1
        }
        // The left-hand side grows with v as long as a ≥ b; halving is exact to the last bit.
        var low = 0.0
        var high = 0.5 * Double.pi
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if outside(middle) { high = middle } else { low = middle }
        }
        return low
    }

    /// The ellipse's angle φ at the insertion [rad].
    func ellipseAngle(_ z: Double) -> Double {
        let v = insertionAngle(z)
        let r = radius(z)
        let (a, b) = axes(z)
        return atan2(r * sin(v) / b, r * (cos(v) - centre) / a)
    }

    /// Heights from the base (first) to the apex (last), equally spaced along the insertion line.
    func insertionHeights(_ count: Int) -> [Double] {
        heights(count) { z in
            let v = insertionAngle(z)
            return Vec3(radius(z) * cos(v), radius(z) * sin(v), z)
        }
    }

    /// Heights from the base (first) to the apex (last), equally spaced along the dome's ridge.
    func ridgeHeights(_ count: Int) -> [Double] {
        heights(count) { point($0, 0) }
    }

    private func heights(_ count: Int, along line: (Double) -> Vec3) -> [Double] {
        // The lines leave the apex sideways, like the fourth root and the root of the height.
        func height(_ u: Double) -> Double { apex + (left.baseHeight - apex) * u * u * u * u }
        let parts = ArcLength.equalParts(count) { line(height($0)) }
        return parts.reversed().map { $0 == 0 ? apex : $0 == 1 ? left.baseHeight : height($0) }
    }
}

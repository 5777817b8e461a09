import Glibc
public import Numerics

/// A left ventricle between two ellipsoids of revolution, cut flat at the base.
///
/// ```
/// x = r(t) sin θ cos v,   y = r(t) sin θ sin v,   z = −l(t) cos θ,   θ = s (π − arccos(zb / l(t)))
/// ```
///
/// with t from 0 (endocardium) to 1 (epicardium), s from 0 (apex) to 1 (base), −π < v ≤ π, and the
/// semi-axes r(t), l(t) linear in t. The apex points to −z.
public struct TruncatedEllipsoid: Sendable, Equatable {
    /// Semi-axis of the endocardium across the ventricle [mm].
    public var innerShort: Double
    /// Semi-axis of the endocardium along the ventricle [mm].
    public var innerLong: Double
    /// Semi-axis of the epicardium across the ventricle [mm].
    public var outerShort: Double
    /// Semi-axis of the epicardium along the ventricle [mm].
    public var outerLong: Double
    /// Height of the base above the centre [mm].
    public var baseHeight: Double

    /// The ellipsoid of problems 2 and 3 of the mechanics verification benchmark.
    ///
    /// Source: Land et al., *Proc. R. Soc. A* 471 (2015) 20150641, doi:10.1098/rspa.2015.0641,
    /// section 3(b): x there is −x here (u = θ − π).
    public static let land2015 = TruncatedEllipsoid(
        innerShort: 7, innerLong: 17, outerShort: 10, outerLong: 20, baseHeight: 5)

    /// Makes an ellipsoid from its dimensions [mm].
    public init(
        innerShort: Double, innerLong: Double, outerShort: Double, outerLong: Double,
        baseHeight: Double
    ) {
        self.innerShort = innerShort
        self.innerLong = innerLong
        self.outerShort = outerShort
        self.outerLong = outerLong
        self.baseHeight = baseHeight
    }

    /// A place in the wall.
    public struct Place: Sendable, Equatable {
        /// 0 at the apex, 1 at the base.
        public var s: Double
        /// Angle around the axis [rad].
        public var v: Double
        /// 0 on the endocardium, 1 on the epicardium.
        public var t: Double

        /// Makes a place.
        public init(s: Double, v: Double, t: Double) {
            self.s = s
            self.v = v
            self.t = t
        }

        /// The place halfway to another one.
        ///
        /// Halfway along the ring (s, v) at the base, halfway in the plane (s cos v, s sin v) at
        /// the apex, where rings curve as fast as the elements are long and would bend them, and a
        /// blend of both in between.
        func halfway(to other: Place) -> Place {
            let s = 0.5 * (self.s + other.s)
            let v = self.v + 0.5 * remainder(other.v - self.v, 2 * .pi)
            let flatX = 0.5 * (self.s * cos(self.v) + other.s * cos(other.v))
            let flatY = 0.5 * (self.s * sin(self.v) + other.s * sin(other.v))
            let x = (1 - s) * flatX + s * s * cos(v)
            let y = (1 - s) * flatY + s * s * sin(v)
            return Place(
                s: (x * x + y * y).squareRoot(), v: atan2(y, x), t: 0.5 * (t + other.t))
        }
    }

    /// Semi-axis across the ventricle at depth t [mm].
    public func short(_ t: Double) -> Double { innerShort + t * (outerShort - innerShort) }
    /// Semi-axis along the ventricle at depth t [mm].
    public func long(_ t: Double) -> Double { innerLong + t * (outerLong - innerLong) }

    /// Position of a place [mm].
    public func point(_ place: Place) -> Vec3 {
        let theta = place.s * (.pi - acos(baseHeight / long(place.t)))
        let radius = short(place.t) * sin(theta)
        return Vec3(
            radius * cos(place.v), radius * sin(place.v), -long(place.t) * cos(theta))
    }

    /// Volume of the blood pool [mm³].
    public var cavityVolume: Double { solid(innerShort, innerLong) }
    /// Volume of the wall [mm³].
    public var wallVolume: Double { solid(outerShort, outerLong) - cavityVolume }

    /// Volume of a filled truncated ellipsoid: π r² ∫ (1 − z²/l²) dz from −l to zb.
    private func solid(_ r: Double, _ l: Double) -> Double {
        let z = baseHeight
        return .pi * r * r * (z - z * z * z / (3 * l * l) + 2 * l / 3)
    }

    func check() throws(GeometryError) {
        let lengths = [
            ("inner short axis", innerShort, 0), ("inner long axis", innerLong, 0),
            ("outer short axis", outerShort, innerShort), ("outer long axis", outerLong, innerLong),
        ]
        for (name, value, least) in lengths where !(value > least && value.isFinite) {
            throw .outOfRange(name: name, value: value, allowed: "more than \(least) mm")
        }
        if !(abs(baseHeight) < innerLong) {
            throw .outOfRange(
                name: "base height", value: baseHeight, allowed: "less than \(innerLong) mm")
        }
    }
}

extension RealLanes {
    /// cos(π·x) for x in 0 … 1, with an absolute error below 1e-15.
    ///
    /// sin(π·(½ − x)) by the Taylor polynomial of degree 19, whose first neglected term is 3e-16.
    @inlinable @inline(__always)
    public static func cosPi(_ x: Self) -> Self {
        let y = Self(filling: .pi) * (0.5 - x)
        let z = y * y
        let high: Self =
            2.811_457_254_345_520_8e-15
            + z * (-8.220_635_246_624_329_7e-18)
        let tail =
            -1.984_126_984_126_984_1e-4
            + z
            * (2.755_731_922_398_589_1e-6
                + z
                * (-2.505_210_838_544_171_9e-8
                    + z
                    * (1.605_904_383_682_161_5e-10
                        + z * (-7.647_163_731_819_816_5e-13 + z * high))))
        return y
            * (1 + z * (-0.166_666_666_666_666_67 + z * (8.333_333_333_333_333_3e-3 + z * tail)))
    }

    /// Arc tangent, with a relative error below 4e-16.
    ///
    /// Reduced to |t| ≤ 0.66 by atan t = π/2 − atan(1/t) and π/4 + atan((t − 1)/(t + 1)); there the
    /// rational approximation t + t·z·P(z)/Q(z), z = t², of Moshier's Cephes library (`atan.c`).
    @inlinable @inline(__always)
    public static func atan(_ x: Self) -> Self {
        let size = larger(x, -x)
        let isLarge = Self(filling: 2.414_213_562_373_095)
        let isMiddle: Self = 0.66
        let reduced = select(
            isLarge, below: size, -1 / size,
            select(isMiddle, below: size, (size - 1) / (size + 1), size))
        let offset = select(
            isLarge, below: size, Self(filling: 0.5 * .pi),
            select(isMiddle, below: size, Self(filling: 0.25 * .pi), 0))
        let z = reduced * reduced
        let p: Self =
            -6.485_021_904_942_025_37e1
            + z
            * (-1.228_866_684_490_136_17e2
                + z
                * (-7.500_855_792_314_704_67e1
                    + z * (-1.615_753_718_733_365_08e1 + z * (-8.750_608_600_031_904_12e-1))))
        let q: Self =
            1.945_506_571_482_613_96e2
            + z
            * (4.853_903_996_359_136_96e2
                + z
                * (4.328_810_604_912_902_67e2
                    + z * (1.650_270_098_316_988_54e2 + z * (2.485_846_490_142_306_30e1 + z))))
        let magnitude = offset + (reduced + reduced * z * p / q)
        return select(x, below: 0, -magnitude, magnitude)
    }
}

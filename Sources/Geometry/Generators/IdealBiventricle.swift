/// Two idealised ventricles: a truncated ellipsoid and, on its side, a dome that shares the septum.
///
/// The axis is z, the apex points to −z, the right ventricle lies on the side of +x, and the base is
/// flat. The cavity of each ventricle has one rim at the base. Meshes are conforming: the wall of the
/// right ventricle stands on a band of the left one's epicardium whose quadrilaterals are the end
/// faces of its elements.
public struct IdealBiventricle: Sendable, Equatable {
    /// The left ventricle and septum.
    public var left: TruncatedEllipsoid
    /// Centre of the right ventricle's cross-section over the radius of the left ventricle.
    public var rightCentre: Double
    /// Semi-axis of the right cavity's cross-section at the base, away from the septum [mm].
    public var rightReach: Double
    /// Semi-axis of the right cavity's cross-section at the base, along the septum [mm].
    public var rightWidth: Double
    /// Thickness of the right ventricle's wall [mm].
    public var rightThickness: Double
    /// Height of the lowest point of the right cavity [mm].
    public var rightApex: Double

    /// Dimensions in the range of healthy adults (left cavity 116 mL, wall 9 mm; right wall 4 mm).
    ///
    /// Chosen here: end-diastolic volumes and wall thickness within the normal ranges of Petersen et
    /// al., *J. Cardiovasc. Magn. Reson.* 19 (2017) 18, doi:10.1186/s12968-017-0327-9, table 2.
    public static let adult = IdealBiventricle(
        left: TruncatedEllipsoid(
            innerShort: 25, innerLong: 60, outerShort: 34, outerLong: 69, baseHeight: 20),
        rightCentre: 0.75, rightReach: 52, rightWidth: 31, rightThickness: 4, rightApex: -52)

    /// Makes two ventricles from their dimensions.
    public init(
        left: TruncatedEllipsoid, rightCentre: Double, rightReach: Double, rightWidth: Double,
        rightThickness: Double, rightApex: Double
    ) {
        self.left = left
        self.rightCentre = rightCentre
        self.rightReach = rightReach
        self.rightWidth = rightWidth
        self.rightThickness = rightThickness
        self.rightApex = rightApex
    }

    /// Inner face of the right ventricle's wall.
    var rightEndocardium: RightVentricleSurface {
        RightVentricleSurface(
            left: left, centre: rightCentre, reach: rightReach, width: rightWidth, apex: rightApex)
    }

    /// Outer face of the right ventricle's wall.
    var rightEpicardium: RightVentricleSurface {
        RightVentricleSurface(
            left: left, centre: rightCentre, reach: rightReach + rightThickness,
            width: rightWidth + rightThickness, apex: rightApex - rightThickness)
    }

    func check() throws(GeometryError) {
        try left.check()
        let radius = rightEndocardium.radius(left.baseHeight)
        let ranges = [
            ("right centre", rightCentre, 0.0, 1.0),
            ("right reach", rightReach, (1 - rightCentre) * radius, 10 * radius),
            ("right width", rightWidth, (1 - rightCentre) * radius, rightReach),
            ("right wall thickness", rightThickness, 0, radius),
            (
                "right apex", rightApex, -left.outerLong + 2 * rightThickness,
                left.baseHeight - 2 * rightThickness
            ),
        ]
        for (name, value, low, high) in ranges where !(value > low && value < high) {
            throw .outOfRange(name: name, value: value, allowed: "between \(low) and \(high)")
        }
        // Beyond a right angle the dome would reach around the left ventricle.
        let heights = rightEpicardium.insertionHeights(20)
        let widest = heights.map { rightEpicardium.insertionAngle($0) }.max() ?? 0
        if !(widest < 0.499 * Double.pi) {
            throw .outOfRange(
                name: "right width", value: rightWidth,
                allowed: "less: the right ventricle would reach around the left one")
        }
    }
}

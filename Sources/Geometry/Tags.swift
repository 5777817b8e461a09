/// The surfaces that bound the ventricular wall; raw values are those of the mesh files.
public enum SurfaceTag: Int32, Sendable, CaseIterable {
    case lvEndocardium = 1
    /// Free wall and septal side.
    case rvEndocardium = 2
    case epicardium = 3
    /// Valve rings and the cut towards atria and great vessels.
    case base = 4
}

/// The parts of the ventricular wall; raw values are those of the mesh files.
public enum WallRegion: Int32, Sendable, CaseIterable {
    case leftVentricle = 1
    case rightVentricle = 2
    case septum = 7
}

extension SurfaceTag {
    /// The cavity behind an endocardium.
    package var cavityName: String { self == .lvEndocardium ? "left cavity" : "right cavity" }
}

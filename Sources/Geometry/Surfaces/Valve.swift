public import Numerics

/// The four valves of the ventricles.
public enum Valve: String, Sendable, CaseIterable {
    case mitral
    case aortic
    case tricuspid
    case pulmonary

    /// The endocardium whose rim the valve fills.
    public var endocardium: SurfaceTag {
        switch self {
        case .mitral, .aortic: .lvEndocardium
        case .tricuspid, .pulmonary: .rvEndocardium
        }
    }
}

/// The rims of the endocardia, by valve.
public struct ValveRims: Sendable, Equatable {
    /// Rim of each valve that has one of its own.
    public var loops: [Valve: SurfaceLoop]

    /// Makes rims with known names.
    public init(_ loops: [Valve: SurfaceLoop]) { self.loops = loops }

    /// Names the rims of both endocardia by their length.
    ///
    /// Of the two rims of a ventricle the longer one is the atrioventricular valve (in this
    /// project's reference anatomy 119 against 80 mm and 171 against 102 mm). A single rim, as in
    /// idealised ventricles, is called atrioventricular.
    ///
    /// - `left`, `right`: rims of the LV and RV endocardium.
    /// - `points`: nodes of the mesh [mm].
    public init(left: [SurfaceLoop], right: [SurfaceLoop], points: [Vec3]) {
        var named: [Valve: SurfaceLoop] = [:]
        for (rims, names) in [
            (left, [Valve.mitral, .aortic]), (right, [Valve.tricuspid, .pulmonary]),
        ] {
            let sorted = rims.sorted { $0.perimeter(points) > $1.perimeter(points) }
            for (name, rim) in zip(names, sorted) { named[name] = rim }
        }
        loops = named
    }
}

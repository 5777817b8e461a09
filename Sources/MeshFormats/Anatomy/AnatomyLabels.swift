public import Geometry

/// What the labels in a segmented heart mesh mean.
public struct AnatomyLabels: Sendable {
    /// Cell array with the part of each tetrahedron.
    public var partArray: String
    /// Parts to keep; all others are cut off.
    public var regions: [Int32: WallRegion]
    /// Cell array with the surface of each triangle.
    public var surfaceArray: String
    /// Surfaces with a tag; boundary faces on no such surface become base.
    public var tags: [Int32: SurfaceTag]
    /// Surfaces of the valve rings, by which rims are named; without them length decides.
    public var rings: [Int32: Valve]
    /// Point arrays of the apicobasal, transmural and rotational coordinate, if there are any.
    public var coordinateArrays: (apicobasal: String, transmural: String, rotational: String)?

    /// Parts that are valve planes, by which rims are named where ``findsSurfaces``.
    public var valveParts: [Int32: Valve] = [:]
    /// Whether surfaces are found by what is attached to the ventricles instead of triangles.
    public var findsSurfaces = false

    /// Makes labels.
    public init(
        partArray: String, regions: [Int32: WallRegion], surfaceArray: String,
        tags: [Int32: SurfaceTag], rings: [Int32: Valve] = [:],
        coordinateArrays: (apicobasal: String, transmural: String, rotational: String)? = nil
    ) {
        self.partArray = partArray
        self.regions = regions
        self.surfaceArray = surfaceArray
        self.tags = tags
        self.rings = rings
        self.coordinateArrays = coordinateArrays
    }

    /// The labelled four-chamber meshes of the Python package `ansys-health-heart` 0.16.2
    /// (`rodero_01_fullheart_*.vtu` and the `.partinfo.json` and `.namemap.json` beside them).
    public static let healthHeart = AnatomyLabels(
        partArray: "_volume-id", regions: [1: .leftVentricle, 2: .rightVentricle, 7: .septum],
        surfaceArray: "_surface-id",
        tags: [
            393_379: .lvEndocardium, 393_370: .rvEndocardium, 393_377: .rvEndocardium,
            393_378: .epicardium, 393_369: .epicardium,
        ],
        rings: [
            393_382: .mitral, 393_381: .aortic, 393_373: .tricuspid, 393_372: .pulmonary,
        ],
        coordinateArrays: ("apico-basal", "transmural", "rotational"))
}

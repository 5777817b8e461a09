import Storage

/// What a patient file holds beyond the schema: other programs' groups, datasets and attributes.
///
/// Kept as a reference into the open file, so that a rewrite copies them byte for byte, whatever
/// their type. Copied arrays on the VTKHDF mesh are dropped when the mesh has changed size.
public struct PatientExtras: Sendable {
    let file: H5File
    /// Absolute paths of unknown groups and datasets, sorted.
    public let objects: [String]
    /// Unknown attributes of known objects as `/object@name`, sorted.
    public let attributes: [String]
}

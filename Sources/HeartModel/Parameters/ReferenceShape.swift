import Quantities

/// The shape of the wall that is the solver's reference.
///
/// Either carries the stretch from the stress-free muscle with it, so that the heart beats the same way,
/// see `Mechanics.MechanicsModel.withReference(_:)`.
enum ReferenceShape: String, CaseIterable {
    /// The image, with the prestress of the imaged pressures.
    case image
    /// The wall without pressures, with its residual stress; the imaged pressures bring the image back.
    case unloaded

    /// What there is to choose.
    var card: ModelCard {
        switch self {
        case .image:
            ModelCard(
                identifier: rawValue, summary: "The image, with the prestress of its pressures",
                source: "Gee, Forster, Wall 2010, doi:10.1002/cnm.1236")
        case .unloaded:
            ModelCard(
                identifier: rawValue,
                summary: "The wall without pressures, with the residual stress of that prestress",
                source: "deflation of the prestressed wall, docs/decisions/prestress.md")
        }
    }
}

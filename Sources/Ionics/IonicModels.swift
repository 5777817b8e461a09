import Quantities

/// The membrane models, sorted by identifier.
public enum IonicModels {
    /// Every registered model.
    public static let all: [any IonicModel.Type] = [
        TenTusscherPanfilov2006.self,
        ToRORdDynCl.self,
    ]

    /// The model of ventricular muscle where nothing else is asked for.
    public static let ventricular: any IonicModel.Type = ToRORdDynCl.self

    /// The model with an identifier, where there is one.
    public static func model(_ identifier: String) -> (any IonicModel.Type)? {
        all.first { $0.card.identifier == identifier }
    }
}

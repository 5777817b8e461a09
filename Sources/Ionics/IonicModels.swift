/// The membrane models, sorted by identifier.
public enum IonicModels {
    /// Every registered model.
    public static let all: [any IonicModel.Type] = [
        TenTusscherPanfilov2006.self,
        ToRORdDynCl.self,
    ]
}

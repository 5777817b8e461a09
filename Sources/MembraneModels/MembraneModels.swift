public import Ionics
import Quantities

/// Every membrane model, those of Ionics included, sorted by identifier.
public enum MembraneModels {
    /// Every registered model.
    public static let all: [any IonicModel.Type] =
        (IonicModels.all + [
            AlievPanfilov1996.self,
            BuenoOrovio2008.self,
            Courtemanche1998.self,
            FentonKarma1998.self,
            MitchellSchaeffer2003.self,
            OHaraRudy2011.self,
            OHaraRudyCiPA.self,
            Stewart2009.self,
        ]).sorted { $0.card.identifier < $1.card.identifier }
}

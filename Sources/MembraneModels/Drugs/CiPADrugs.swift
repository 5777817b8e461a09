/// The 28 drugs of the CiPA initiative.
///
/// Free Cmax [nM], IC50 [nM] and Hill coefficients by current, hERG binding. Where a current was not
/// measured, or not blocked, there is no entry.
///
/// Source: files of the FDA's public repository CiPA (AP_simulation/data, Hill_fitting and hERG_fitting
/// results; optimal fits), as used by Li et al., *Clin. Pharmacol. Ther.* 105 (2019) 466–475,
/// doi:10.1002/cpt.1184; risk classes of the same.
public enum CiPADrugs {
    /// All of them by name.
    public static let all: [Drug] = (training + validation).sorted { $0.name < $1.name }

    /// The drug called `name`, in any case.
    ///
    /// - Throws: ``DrugError/unknown(name:known:)``.
    public static func drug(_ name: String) throws(DrugError) -> Drug {
        guard let found = all.first(where: { $0.name == name.lowercased() }) else {
            throw .unknown(name: name, known: all.map(\.name))
        }
        return found
    }
}

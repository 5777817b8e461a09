import Patients

extension Population {
    /// Healthy men from 20 to 80.
    public static let healthyMan = healthy(
        "healthy-man", "Healthy man", .male,
        build: BodyBuild(
            height: 175.3, heightDeviation: 7.2, bodyMassIndex: 26.1, bodyMassIndexDeviation: 2.8,
            source: HealthySources.build), rate: 71,
        volumes: HealthyVolumes(
            index: 81, indexDeviation: 12, agePerYear: -0.27, ejection: 58, rightByLeft: 1.147,
            rightDeviation: 15.3, rightSource: HealthySources.zhang))

    /// Healthy women from 20 to 80.
    public static let healthyWoman = healthy(
        "healthy-woman", "Healthy woman", .female,
        build: BodyBuild(
            height: 161.3, heightDeviation: 6.6, bodyMassIndex: 25.9, bodyMassIndexDeviation: 2.8,
            source: HealthySources.build), rate: 74,
        volumes: HealthyVolumes(
            index: 76, indexDeviation: 10, agePerYear: -0.23, ejection: 61, rightByLeft: 1.008,
            rightDeviation: 10.7, rightSource: HealthySources.petersen))

    /// Volumes of the ventricles of a sex, by body surface.
    private struct HealthyVolumes: Sendable {
        /// Left end-diastolic volume at 50 years, its deviation [mL/m²] and its change [mL/m²/year].
        var index: Double
        var indexDeviation: Double
        var agePerYear: Double
        /// Mean ejection fraction of the left ventricle [%].
        var ejection: Double
        /// Right end-diastolic volume by the left one [1], and its deviation [mL/m²].
        var rightByLeft: Double
        var rightDeviation: Double
        var rightSource: String
    }

    private static func healthy(
        _ identifier: String, _ summary: String, _ sex: Subject.Sex, build: BodyBuild,
        rate: Double, volumes: HealthyVolumes
    ) -> Population {
        Population(
            identifier: identifier, summary: summary, origin: .healthyAdult, sex: sex,
            ages: 20...80, build: build,
            heartRate: PopulationAim(
                "heart_rate", source: HealthySources.rate, mean: { _ in rate },
                deviation: { _ in 10 }),
            aims: arterial + pulmonary + filling + chambers(volumes))
    }

    private static let arterial = [
        PopulationAim(
            "systolic_pressure", source: HealthySources.arterial,
            mean: { $0.sex == .male ? 123 + 0.09 * ($0.age - 50) : 117 + 0.28 * ($0.age - 50) },
            deviation: { _ in 9 }),
        PopulationAim(
            "diastolic_pressure", source: HealthySources.arterial,
            mean: { ($0.sex == .male ? 77.5 : 72.5) + 0.3 * min($0.age - 50, 0) },
            deviation: { _ in 6.9 }),
    ]

    private static let pulmonary = [
        PopulationAim(
            "pulmonary_mean_pressure", .logNormal, source: HealthySources.pulmonary,
            mean: { $0.age < 50 ? 12.9 : 14.7 }, deviation: { _ in 2.25 }),
        PopulationAim(
            "rv_systolic_pressure", .logNormal, source: HealthySources.edwardsRight,
            mean: { _ in 22.5 }, deviation: { _ in 3.75 }),
    ]

    private static let filling = [
        PopulationAim(
            "left_atrial_pressure", .logNormal, source: HealthySources.wedge, mean: { _ in 8 },
            deviation: { _ in 2 }),
        PopulationAim(
            "lv_end_diastolic_pressure", .logNormal, source: HealthySources.edwards,
            mean: { _ in 8 }, deviation: { _ in 2 }),
        PopulationAim(
            "central_venous_pressure", .logNormal, source: HealthySources.wedge, mean: { _ in 4 },
            deviation: { _ in 1 }),
        PopulationAim(
            "mitral_e_a_ratio", .logNormal, tolerance: PopulationAim.fusedWaves,
            isBinding: false, source: HealthySources.benjamin,
            mean: { 1.46 - 0.0248 * ($0.age - 50) },
            deviation: { 0.42 - 0.0052 * ($0.age - 50) }),
    ]

    private static func chambers(_ volumes: HealthyVolumes) -> [PopulationAim] {
        let index: @Sendable (Person) -> Double = {
            volumes.index + volumes.agePerYear * ($0.age - 50)
        }
        return [
            PopulationAim(
                "lv_end_diastolic_volume",
                source: HealthySources.kawel + "; change with age: " + HealthySources.zhang,
                mean: { $0.bodySurfaceAreaM2 * index($0) },
                deviation: { $0.bodySurfaceAreaM2 * volumes.indexDeviation }),
            PopulationAim(
                "lv_ejection_fraction", source: HealthySources.petersen,
                mean: { _ in volumes.ejection }, deviation: { _ in 5 }),
            PopulationAim(
                "rv_end_diastolic_volume",
                source: "left ventricle's times \(volumes.rightByLeft): " + volumes.rightSource,
                mean: { $0.bodySurfaceAreaM2 * index($0) * volumes.rightByLeft },
                deviation: { $0.bodySurfaceAreaM2 * volumes.rightDeviation }),
        ]
    }
}

extension PopulationAim {
    /// The loop's early and late filling nearly fuse, so that their ratio jumps where one wave swallows the other and
    /// many a drawn ratio cannot be had at the heart rate drawn: the ratio guides, and does not bind [1].
    static let fusedWaves = 0.5

    /// Numbers of a kind of patient come from several groups of people: not everything that is drawn of all
    /// together can be had in one heart [1].
    static let gathered = 0.1
}

/// Where the numbers of healthy adults were read.
private enum HealthySources {
    static let petersen =
        "Petersen et al. 2017, doi:10.1186/s12968-017-0327-9 (abstract and ranges of women)"
    static let kawel = "index of Kawel-Boehm et al. 2015, PMC7758747 table 3"
    static let zhang =
        "Zhang et al. 2021, n = 550, PMID 34350219 (abstract): means by sex, r = -0.31 with age"
    static let rate =
        "Ostchega et al., Natl Health Stat Report 41 (2011) (abstract); SD of the Tromsø study"
    static let arterial =
        "middle of van Leeuwen 2015 (100 to 140, 60 to 90); SD, sex and age as in the Tromsø study's healthy sample"
    static let pulmonary =
        "means by age: Kovacs et al. 2009, doi:10.1183/09031936.00145608 (abstract); SD: quarter of 9 to 18, Edwards 2009"
    static let wedge =
        "95 % range of van Leeuwen 2015; no change with age: Wolsk et al. 2017 (abstract)"
    static let edwards = "95 % range (4 to 12) of Edwards Lifesciences 2009"
    static let edwardsRight = "95 % range (15 to 30) of Edwards Lifesciences 2009"
    static let benjamin =
        "Framingham, n = 127, 2.08 ± 0.55 in the third to 0.84 ± 0.29 in the eighth decade (abstract), linear between"
    static let build =
        "means: NHANES 2015-2018, from memory; SD of heights: NHES 1960-62; body mass index assumed, giving the surfaces of Kawel-Boehm et al. 2015"
}

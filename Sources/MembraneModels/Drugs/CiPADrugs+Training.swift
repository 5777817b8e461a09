/// The twelve drugs the classes were trained on.
extension CiPADrugs {
    static let training: [Drug] = [
        Drug(
            "bepridil", risk: .high, cmax: 33,
            blocks: [
                .rapidRectifier: HillBlock(50, 0.92),
                .calcium: HillBlock(2808.055446, 0.648641112),
                .lateSodium: HillBlock(1813.91, 1.42),
                .sodium: HillBlock(2929.272579, 1.163653755),
                .transientOutward: HillBlock(8594.04, 3.54),
                .slowRectifier: HillBlock(28628.30722, 0.706125727),
            ],
            herg: HergBinding(
                kmax: 5594000, ku: 0.0001719, n: 0.9374, halfmax: 147200000, vhalf: -61.34)),
        Drug(
            "chlorpromazine", risk: .intermediate, cmax: 38,
            blocks: [
                .rapidRectifier: HillBlock(929.2, 0.85),
                .calcium: HillBlock(8191.915057, 0.844107446),
                .lateSodium: HillBlock(4559.55, 0.94),
                .sodium: HillBlock(4535.599203, 1.995393819),
                .transientOutward: HillBlock(17616711.07, 0.37),
                .inwardRectifier: HillBlock(9269.939647, 0.687753884),
            ],
            herg: HergBinding(
                kmax: 157900, ku: 0.04671, n: 0.8871, halfmax: 43510000, vhalf: -14.45)),
        Drug(
            "cisapride", risk: .intermediate, cmax: 2.6,
            blocks: [
                .rapidRectifier: HillBlock(10.1, 0.73),
                .calcium: HillBlock(9258075.75, 0.43),
                .transientOutward: HillBlock(219112.35, 0.24),
                .inwardRectifier: HillBlock(29498.04, 0.51),
                .slowRectifier: HillBlock(81192862, 0.29),
            ],
            herg: HergBinding(
                kmax: 10.22, ku: 0.0004161, n: 0.9615, halfmax: 42.32, vhalf: -167.4)),
        Drug(
            "diltiazem", risk: .low, cmax: 122,
            blocks: [
                .rapidRectifier: HillBlock(13150, 0.9254),
                .calcium: HillBlock(112.1303862, 0.714205489),
                .lateSodium: HillBlock(21868.47, 0.68),
                .sodium: HillBlock(110859.7524, 0.70224184),
                .transientOutward: HillBlock(2821526904, 0.17),
            ],
            herg: HergBinding(
                kmax: 182500, ku: 0.282, n: 0.9382, halfmax: 667700000, vhalf: -90.65)),
        Drug(
            "dofetilide", risk: .high, cmax: 2,
            blocks: [
                .rapidRectifier: HillBlock(4.87, 0.93),
                .calcium: HillBlock(260.32, 1.16),
                .lateSodium: HillBlock(753160.41, 0.26),
                .sodium: HillBlock(380.5, 0.89),
                .transientOutward: HillBlock(18.82, 0.77),
                .inwardRectifier: HillBlock(394.26, 0.77),
            ],
            herg: HergBinding(
                kmax: 35.1, ku: 1.816e-5, n: 1.08, halfmax: 216.6, vhalf: -1)),
        Drug(
            "mexiletine", risk: .low, cmax: 4129,
            blocks: [
                .rapidRectifier: HillBlock(28880, 0.9246),
                .calcium: HillBlock(38243.58316, 1.030674129),
                .lateSodium: HillBlock(8956.75, 1.41),
            ],
            herg: HergBinding(
                kmax: 15, ku: 0.07114, n: 1.139, halfmax: 723000, vhalf: -87.51)),
        Drug(
            "ondansetron", risk: .intermediate, cmax: 139,
            blocks: [
                .rapidRectifier: HillBlock(1320, 0.9134),
                .calcium: HillBlock(22551.37898, 0.752643717),
                .lateSodium: HillBlock(19180.8, 1.03),
                .sodium: HillBlock(57666.4315, 1.019672018),
                .transientOutward: HillBlock(1023377.67, 0.99),
                .slowRectifier: HillBlock(569807.4225, 0.65344884),
            ],
            herg: HergBinding(
                kmax: 172000, ku: 0.02324, n: 0.891, halfmax: 52240000, vhalf: -82.2)),
        Drug(
            "quinidine", risk: .high, cmax: 3237,
            blocks: [
                .rapidRectifier: HillBlock(992, 0.8199),
                .calcium: HillBlock(51592.34546, 0.589208762),
                .lateSodium: HillBlock(9416.98, 1.34),
                .sodium: HillBlock(12329.0369, 1.493724623),
                .transientOutward: HillBlock(3487.43, 1.28),
                .inwardRectifier: HillBlock(39589919, 0.35),
                .slowRectifier: HillBlock(4898.902693, 1.36305201),
            ],
            herg: HergBinding(
                kmax: 275.7, ku: 0.004103, n: 0.8488, halfmax: 53830, vhalf: -61.35)),
        Drug(
            "ranolazine", risk: .low, cmax: 1948.2,
            blocks: [
                .rapidRectifier: HillBlock(8270, 0.8866),
                .lateSodium: HillBlock(7884.47, 0.94),
                .sodium: HillBlock(68774.53398, 1.424957384),
                .slowRectifier: HillBlock(36155020, 0.52),
            ],
            herg: HergBinding(
                kmax: 52.84, ku: 0.02035, n: 0.9532, halfmax: 143000, vhalf: -94.99)),
        Drug(
            "sotalol", risk: .high, cmax: 14690,
            blocks: [
                .rapidRectifier: HillBlock(110600, 0.7678),
                .calcium: HillBlock(7061526.92, 0.86510548),
                .sodium: HillBlock(1140000000, 0.51),
                .transientOutward: HillBlock(43143455.32, 0.66),
                .inwardRectifier: HillBlock(3050260.348, 1.204371947),
                .slowRectifier: HillBlock(4221855.541, 1.167218474),
            ],
            herg: HergBinding(
                kmax: 96190, ku: 0.02225, n: 0.7513, halfmax: 385600000, vhalf: -51.5)),
        Drug(
            "terfenadine", risk: .intermediate, cmax: 4,
            blocks: [
                .rapidRectifier: HillBlock(23, 0.6468),
                .calcium: HillBlock(700.4003343, 0.660062997),
                .lateSodium: HillBlock(20056.02, 0.6),
                .sodium: HillBlock(4803.18322, 1.015027823),
                .transientOutward: HillBlock(239960.82, 0.26),
                .slowRectifier: HillBlock(399754, 0.54),
            ],
            herg: HergBinding(
                kmax: 102200, ku: 7.788e-5, n: 0.6502, halfmax: 409500, vhalf: -81.63)),
        Drug(
            "verapamil", risk: .low, cmax: 81,
            blocks: [
                .rapidRectifier: HillBlock(288, 0.96),
                .calcium: HillBlock(201.7832944, 1.096809669),
                .lateSodium: HillBlock(7028.01, 1.03),
                .transientOutward: HillBlock(13429.25, 0.82),
                .inwardRectifier: HillBlock(348913215.6, 0.27),
            ],
            herg: HergBinding(
                kmax: 1694000, ku: 0.0008165, n: 1.043, halfmax: 335600000, vhalf: -97.08)),
    ]
}

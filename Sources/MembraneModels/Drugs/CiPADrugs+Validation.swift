/// The sixteen drugs the classes were validated on.
extension CiPADrugs {
    static let validation: [Drug] = [
        Drug(
            "astemizole", risk: .intermediate, cmax: 0.26,
            blocks: [
                .rapidRectifier: HillBlock(33.3, 0.71),
                .calcium: HillBlock(557.2, 1.22),
                .sodium: HillBlock(5498, 0.735),
            ],
            herg: HergBinding(
                kmax: 77530, ku: 3.073e-5, n: 0.6762, halfmax: 169600, vhalf: -1.001)),
        Drug(
            "azimilide", risk: .high, cmax: 70,
            blocks: [
                .rapidRectifier: HillBlock(233, 0.58),
                .calcium: HillBlock(12966, 0.701),
                .lateSodium: HillBlock(3536723, 0.445),
                .sodium: HillBlock(608961, 0.586),
            ],
            herg: HergBinding(
                kmax: 78990, ku: 0.007555, n: 0.5785, halfmax: 1296000, vhalf: -10.16)),
        Drug(
            "clarithromycin", risk: .intermediate, cmax: 1206,
            blocks: [
                .rapidRectifier: HillBlock(14910, 0.62),
                .calcium: HillBlock(38012, 0.87),
                .lateSodium: HillBlock(3001951, 1.309),
                .sodium: HillBlock(1089035, 0.8864),
            ],
            herg: HergBinding(
                kmax: 68.65, ku: 0.01517, n: 0.7455, halfmax: 56880, vhalf: -161.7)),
        Drug(
            "clozapine", risk: .intermediate, cmax: 71,
            blocks: [
                .rapidRectifier: HillBlock(1820, 0.886),
                .calcium: HillBlock(5465, 0.924),
                .lateSodium: HillBlock(76920, 1.337),
                .sodium: HillBlock(254597, 0.578),
            ],
            herg: HergBinding(
                kmax: 6.331, ku: 0.02552, n: 1.314, halfmax: 33760, vhalf: -8.325)),
        Drug(
            "disopyramide", risk: .high, cmax: 742,
            blocks: [
                .rapidRectifier: HillBlock(6653, 0.4456),
                .calcium: HillBlock(32717, 0.677),
                .lateSodium: HillBlock(366539, 2.017),
                .sodium: HillBlock(191760, 1.293),
            ],
            herg: HergBinding(
                kmax: 1.756, ku: 0.0364, n: 1.999, halfmax: 1560000, vhalf: -72.32)),
        Drug(
            "domperidone", risk: .intermediate, cmax: 19,
            blocks: [
                .rapidRectifier: HillBlock(23.8, 0.54),
                .calcium: HillBlock(74.11, 0.486),
                .lateSodium: HillBlock(1162308, 0.57),
                .sodium: HillBlock(69487, 0.88),
            ],
            herg: HergBinding(
                kmax: 677100, ku: 0.0002305, n: 0.6137, halfmax: 3576000, vhalf: -24.19)),
        Drug(
            "droperidol", risk: .intermediate, cmax: 6.33,
            blocks: [
                .rapidRectifier: HillBlock(71.319, 0.502),
                .calcium: HillBlock(3320, 1.147),
            ],
            herg: HergBinding(
                kmax: 15.85, ku: 0.001267, n: 0.5489, halfmax: 90.09, vhalf: -78.78)),
        Drug(
            "ibutilide", risk: .high, cmax: 100,
            blocks: [
                .rapidRectifier: HillBlock(35.5, 1.37),
                .calcium: HillBlock(38663, 0.829),
                .sodium: HillBlock(35213, 1.6),
            ],
            herg: HergBinding(
                kmax: 14.45, ku: 6.104e-5, n: 0.902, halfmax: 35.07, vhalf: -9.817)),
        Drug(
            "loratadine", risk: .low, cmax: 0.45,
            blocks: [
                .rapidRectifier: HillBlock(4388.5, 0.685),
                .calcium: HillBlock(703, 0.56),
                .sodium: HillBlock(520029, 0.536),
            ],
            herg: HergBinding(
                kmax: 98960, ku: 0.01055, n: 0.8403, halfmax: 106500000, vhalf: -1)),
        Drug(
            "metoprolol", risk: .low, cmax: 1800,
            blocks: [
                .rapidRectifier: HillBlock(29570, 0.66),
                .calcium: HillBlock(3260877, 0.533),
                .lateSodium: HillBlock(627433, 0.66),
                .sodium: HillBlock(30103, 0.6),
            ],
            herg: HergBinding(
                kmax: 82210, ku: 0.9785, n: 0.6873, halfmax: 53800000, vhalf: -86.19)),
        Drug(
            "nifedipine", risk: .low, cmax: 7.7,
            blocks: [
                .rapidRectifier: HillBlock(141260, 0.743),
                .calcium: HillBlock(11.49, 0.666),
                .lateSodium: HillBlock(69958, 1.595),
                .sodium: HillBlock(28441, 1.113),
            ],
            herg: HergBinding(
                kmax: 1.029, ku: 0.3565, n: 0.9613, halfmax: 130200, vhalf: -23.05)),
        Drug(
            "nitrendipine", risk: .low, cmax: 3.02,
            blocks: [
                .rapidRectifier: HillBlock(19744, 0.5225),
                .calcium: HillBlock(38.37, 0.4757),
                .sodium: HillBlock(21939, 0.5766),
            ],
            herg: HergBinding(
                kmax: 1.847, ku: 0.991, n: 1.561, halfmax: 15820000, vhalf: -68.23)),
        Drug(
            "pimozide", risk: .intermediate, cmax: 0.431,
            blocks: [
                .rapidRectifier: HillBlock(1.912, 0.383),
                .calcium: HillBlock(64.35, 0.449),
                .lateSodium: HillBlock(7473, 0.909),
                .sodium: HillBlock(10440, 0.451),
            ],
            herg: HergBinding(
                kmax: 12.74, ku: 4.288e-5, n: 0.57, halfmax: 5.314, vhalf: -71.47)),
        Drug(
            "risperidone", risk: .intermediate, cmax: 1.81,
            blocks: [
                .rapidRectifier: HillBlock(298, 0.42),
                .calcium: HillBlock(1465, 0.585),
                .sodium: HillBlock(24079303, 0.371),
            ],
            herg: HergBinding(
                kmax: 3.726, ku: 0.0009118, n: 0.8593, halfmax: 93.16, vhalf: -72.15)),
        Drug(
            "tamoxifen", risk: .low, cmax: 21,
            blocks: [
                .rapidRectifier: HillBlock(609, 0.92),
                .calcium: HillBlock(5704, 0.757),
                .sodium: HillBlock(122208, 0.658),
            ],
            herg: HergBinding(
                kmax: 4.429, ku: 0.006673, n: 1.715, halfmax: 144900, vhalf: -1)),
        Drug(
            "vandetanib", risk: .high, cmax: 255.4,
            blocks: [
                .rapidRectifier: HillBlock(280.9, 0.733),
                .calcium: HillBlock(6058, 0.716),
                .lateSodium: HillBlock(215377568, 0.294),
                .sodium: HillBlock(175346, 1.048),
            ],
            herg: HergBinding(
                kmax: 25.67, ku: 0.01765, n: 0.7128, halfmax: 797.7, vhalf: -41.57)),
    ]
}

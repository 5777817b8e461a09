/// Action potentials of membrane models from an independent solver.
///
/// The hundredth beat from the published start under the model's own stimulus.
enum SingleCellTable {
    /// One action potential.
    struct Row: Sendable {
        let model: String
        let cell: String
        /// Time between stimuli [ms].
        let cycleLength: Double
        /// Voltage before the stimulus and highest voltage [mV].
        let resting: Double
        let peak: Double
        /// Durations from the steepest upstroke to 50 % and 90 % repolarisation [ms].
        let apd50: Double
        let apd90: Double

        init(
            _ model: String, _ cell: String, _ cycleLength: Double, _ resting: Double,
            _ peak: Double, _ apd50: Double, _ apd90: Double
        ) {
            self.model = model
            self.cell = cell
            self.cycleLength = cycleLength
            self.resting = resting
            self.peak = peak
            self.apd50 = apd50
            self.apd90 = apd90
        }
    }

    /// Myokit 1.39.2 with CVODES, tolerance 1e-8, 1 Hz: the public definitions of myokit/models
    /// (version 20240904) with their own default cell type.
    static let oneHertz = [
        Row("ten-tusscher-panfilov-2006", "epi", 1000, -85.461, 36.392, 275.84, 303.05),
        Row("ohara-rudy-2011", "epi", 1000, -87.933, 39.214, 186.38, 233.61),
        Row("ohara-rudy-cipa-v1", "epi", 1000, -87.860, 39.201, 176.15, 214.20),
        Row("tor-ord-dyncl", "endo", 1000, -89.748, 32.864, 219.91, 272.42),
        Row("courtemanche-1998", "atrial", 1000, -81.993, 22.599, 105.43, 242.90),
    ]

    /// The same solver and definitions at three other cycle lengths, sampled every 0.01 ms over the
    /// first 40 ms and every 0.1 ms after.
    ///
    /// The models without ions are not in that collection: their equations, as their files here
    /// give them, were written for Myokit anew. CVODES does not pass the switches of Fenton and
    /// Karma's mbr cell at 2000 ms; its third row is at 1000 ms.
    static let otherCycleLengths = [
        Row("aliev-panfilov-1996", "generic", 500, -80.000, 17.814, 188.37, 204.59),
        Row("aliev-panfilov-1996", "generic", 700, -80.000, 18.585, 215.06, 231.43),
        Row("aliev-panfilov-1996", "generic", 2000, -80.000, 19.531, 277.09, 293.65),
        Row("bueno-orovio-2008", "endo", 500, -83.693, 45.005, 194.52, 236.98),
        Row("bueno-orovio-2008", "endo", 700, -83.794, 45.212, 208.16, 250.74),
        Row("bueno-orovio-2008", "endo", 2000, -83.986, 45.303, 232.74, 275.32),
        Row("bueno-orovio-2008", "epi", 500, -83.704, 41.512, 211.10, 258.93),
        Row("bueno-orovio-2008", "epi", 700, -83.818, 41.758, 217.05, 265.03),
        Row("bueno-orovio-2008", "epi", 2000, -83.993, 41.769, 224.17, 272.08),
        Row("bueno-orovio-2008", "mid", 500, -83.708, 48.629, 223.46, 316.01),
        Row("bueno-orovio-2008", "mid", 700, -83.797, 49.343, 273.19, 366.76),
        Row("bueno-orovio-2008", "mid", 2000, -83.989, 49.540, 361.39, 455.15),
        Row("courtemanche-1998", "atrial", 500, -80.739, 21.985, 80.01, 207.21),
        Row("courtemanche-1998", "atrial", 700, -81.567, 22.325, 93.75, 225.04),
        Row("courtemanche-1998", "atrial", 2000, -81.952, 23.114, 129.33, 276.45),
        Row("fenton-karma-1998", "br", 500, -85.000, 33.752, 248.85, 265.45),
        Row("fenton-karma-1998", "br", 700, -85.000, 34.089, 250.56, 267.17),
        Row("fenton-karma-1998", "br", 2000, -85.000, 34.091, 250.57, 267.19),
        Row("fenton-karma-1998", "gp", 500, -85.000, 21.247, 189.77, 202.33),
        Row("fenton-karma-1998", "gp", 700, -85.000, 22.025, 196.14, 208.70),
        Row("fenton-karma-1998", "gp", 2000, -85.000, 22.069, 196.48, 209.04),
        Row("fenton-karma-1998", "mbr", 500, -85.000, 16.814, 140.18, 161.16),
        Row("fenton-karma-1998", "mbr", 700, -85.000, 16.814, 140.18, 161.16),
        Row("fenton-karma-1998", "mbr", 1000, -85.000, 16.814, 140.18, 161.16),
        Row("fenton-karma-1998", "mlr1", 500, -85.000, 14.992, 189.24, 240.62),
        Row("fenton-karma-1998", "mlr1", 700, -85.000, 14.994, 192.45, 243.83),
        Row("fenton-karma-1998", "mlr1", 2000, -85.000, 14.994, 192.75, 244.14),
        Row("mitchell-schaeffer-2003", "generic", 500, -80.000, 13.722, 241.70, 267.74),
        Row("mitchell-schaeffer-2003", "generic", 700, -80.000, 14.390, 256.68, 283.00),
        Row("mitchell-schaeffer-2003", "generic", 2000, -80.000, 14.548, 260.53, 286.91),
        Row("ohara-rudy-2011", "endo", 500, -87.874, 42.729, 182.83, 243.32),
        Row("ohara-rudy-2011", "endo", 700, -87.951, 42.820, 194.89, 256.21),
        Row("ohara-rudy-2011", "endo", 2000, -88.039, 43.797, 219.31, 281.96),
        Row("ohara-rudy-2011", "epi", 500, -87.825, 38.685, 170.97, 217.28),
        Row("ohara-rudy-2011", "epi", 700, -87.892, 38.875, 178.29, 225.27),
        Row("ohara-rudy-2011", "epi", 2000, -87.970, 40.152, 205.25, 252.63),
        Row("ohara-rudy-2011", "mid", 500, -87.525, 42.430, 245.60, 317.70),
        Row("ohara-rudy-2011", "mid", 700, -87.655, 42.157, 262.25, 334.80),
        Row("ohara-rudy-2011", "mid", 2000, -87.820, 41.243, 312.80, 384.88),
        Row("ohara-rudy-cipa-v1", "endo", 500, -87.827, 43.066, 179.80, 230.76),
        Row("ohara-rudy-cipa-v1", "endo", 700, -87.884, 43.121, 195.73, 247.88),
        Row("ohara-rudy-cipa-v1", "endo", 2000, -88.003, 44.066, 228.97, 282.85),
        Row("ohara-rudy-cipa-v1", "epi", 500, -87.764, 38.789, 158.59, 195.67),
        Row("ohara-rudy-cipa-v1", "epi", 700, -87.818, 38.907, 167.07, 204.79),
        Row("ohara-rudy-cipa-v1", "epi", 2000, -87.932, 40.113, 196.36, 234.79),
        Row("ohara-rudy-cipa-v1", "mid", 500, -87.532, 42.035, 230.53, 287.76),
        Row("ohara-rudy-cipa-v1", "mid", 700, -87.615, 41.945, 249.98, 308.61),
        Row("ohara-rudy-cipa-v1", "mid", 2000, -87.781, 41.302, 305.31, 363.54),
        Row("stewart-2009", "purkinje", 500, -74.626, 31.946, 216.80, 311.31),
        Row("stewart-2009", "purkinje", 700, -73.363, 40.121, 212.79, 306.14),
        Row("stewart-2009", "purkinje", 900, -71.830, 38.440, 215.56, 301.23),
        Row("ten-tusscher-panfilov-2006", "endo", 500, -84.961, 35.306, 253.54, 282.35),
        Row("ten-tusscher-panfilov-2006", "endo", 700, -85.272, 37.316, 270.33, 299.04),
        Row("ten-tusscher-panfilov-2006", "endo", 2000, -86.004, 40.322, 278.12, 305.16),
        Row("ten-tusscher-panfilov-2006", "epi", 500, -84.936, 32.955, 253.77, 281.92),
        Row("ten-tusscher-panfilov-2006", "epi", 700, -85.242, 35.290, 270.89, 299.07),
        Row("ten-tusscher-panfilov-2006", "epi", 2000, -86.006, 39.212, 280.17, 306.90),
        Row("ten-tusscher-panfilov-2006", "mid", 500, -84.770, 31.180, 319.59, 349.13),
        Row("ten-tusscher-panfilov-2006", "mid", 700, -85.101, 35.241, 358.21, 389.27),
        Row("ten-tusscher-panfilov-2006", "mid", 2000, -85.923, 39.245, 383.58, 414.07),
        Row("tor-ord-dyncl", "endo", 500, -89.719, 31.429, 180.37, 232.31),
        Row("tor-ord-dyncl", "endo", 700, -89.783, 32.337, 201.26, 253.69),
        Row("tor-ord-dyncl", "endo", 2000, -89.568, 33.870, 248.13, 300.13),
        Row("tor-ord-dyncl", "epi", 500, -89.758, 30.744, 169.52, 210.56),
        Row("tor-ord-dyncl", "epi", 700, -89.900, 31.630, 183.60, 224.28),
        Row("tor-ord-dyncl", "epi", 2000, -89.682, 33.184, 241.00, 279.69),
        Row("tor-ord-dyncl", "mid", 500, -89.280, 27.053, 285.15, 342.65),
        Row("tor-ord-dyncl", "mid", 700, -89.396, 30.122, 290.44, 352.69),
        Row("tor-ord-dyncl", "mid", 2000, -89.481, 31.847, 323.06, 380.36),
    ]
}

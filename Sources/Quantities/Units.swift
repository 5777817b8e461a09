/// Factors between the units people use and the coherent internal system.
///
/// Internal: mm · ms · mg · mV · kPa, hence mN, mm³, mm³/ms (= mL/s), mS/mm, µF/mm², µA/mm³, µM.
/// Multiply a value in the named unit by the factor to get the internal value.
///
/// Source: SI brochure, 9th edition (2019); mmHg by ISO 80000-4 (133.322 387 415 Pa).
public enum Units {
    /// Conventional millimetre of mercury [kPa].
    public static let mmHg = 0.133322387415
    /// Millilitre [mm³].
    public static let mL = 1000.0
    /// Litre per minute [mm³/ms].
    public static let litrePerMinute = 1.0e6 / 60_000.0
    /// Second [ms].
    public static let second = 1000.0
    /// Metre per second [mm/ms].
    public static let metrePerSecond = 1.0
    /// Pascal [kPa].
    public static let pascal = 0.001
    /// mmHg·s/mL, the peripheral resistance unit [kPa·ms/mm³].
    public static let mmHgSecondPerML = mmHg * second / mL
    /// mL/mmHg, a compliance [mm³/kPa].
    public static let mLPerMmHg = mL / mmHg
    /// mmHg/mL, an elastance [kPa/mm³].
    public static let mmHgPerML = mmHg / mL
    /// mmHg·s²/mL, an inertance [kPa·ms²/mm³].
    public static let mmHgSecondSquaredPerML = mmHg * second * second / mL
    /// mmHg/s, a pressure rate [kPa/ms].
    public static let mmHgPerSecond = mmHg / second
    /// Centimetre [mm].
    public static let centimetre = 10.0
    /// Square centimetre [mm²].
    public static let squareCentimetre = 100.0
    /// Joule [kPa·mm³].
    public static let joule = 1.0e6
    /// Gram per millilitre, a density [mg/mm³].
    public static let gramPerML = 1.0
    /// Minute [ms]; the cycle length of a rate per minute is this divided by the rate.
    public static let minute = 60_000.0
}

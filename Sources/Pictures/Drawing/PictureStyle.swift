/// The look of pictures: that of the report, in colours and fonts that every program for SVG knows (no
/// variables).
///
/// Curve colours are from the colour-blind safe set of Okabe & Ito (2008), darkened where a thin line on
/// white needs it.
enum PictureStyle {
    static let text = """
        text{font-family:Helvetica,"Liberation Sans",Arial,sans-serif;font-size:12px;fill:#3d4854}\
        text.title{font-size:14px;font-weight:bold;fill:#1b2430}\
        text.label{font-size:13px;fill:#1b2430}\
        .grid{stroke:#dfe4ea;stroke-width:1;fill:none}\
        .mark{stroke:#9aa5b1;stroke-width:1;stroke-dasharray:2 3;fill:none}\
        .curve{fill:none;stroke-width:1.9;stroke-linejoin:round}\
        .left{stroke:#0072b2}.right{stroke:#d55e00}.artery{stroke:#b0413e}.atrium{stroke:#009e73}\
        .volume{stroke:#6a4c93}.ink{stroke:#1b2430}.faint{stroke:#b7c0ca}\
        .ecg .minor{stroke:#f6dede;fill:none}.ecg .major{stroke:#ecc0c0;fill:none}\
        .ecg .trace{stroke:#16202b;fill:none;stroke-linejoin:round}\
        .ecg text{fill:#16202b;font-weight:bold}
        """
}

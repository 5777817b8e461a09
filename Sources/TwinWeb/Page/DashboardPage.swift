import Foundation
import Storage

/// The dashboard: one page with everything in it.
package struct DashboardPage: Sendable {
    /// The page, and what its script and style are known by in a content security policy.
    package let html: String
    package let scriptHash: String
    package let styleHash: String

    /// Puts it together.
    package init() {
        scriptHash = Self.hash(DashboardScript.text)
        styleHash = Self.hash(DashboardStyle.text)
        html = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>hearttwin live</title>
            <link rel="icon" href="data:,">
            <style>\(DashboardStyle.text)</style>
            </head>
            <body>
            \(DashboardMarkup.text)
            <script>\(DashboardScript.text)</script>
            </body>
            </html>
            """
    }

    /// `sha256-` and the digest in base 64.
    private static func hash(_ text: String) -> String {
        let digits = Array(SHA256.hex(Array(text.utf8)).utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).map { place in
            value(digits[place]) << 4 | value(digits[place + 1])
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    private static func value(_ digit: UInt8) -> UInt8 {
        digit < 0x3a ? digit - 0x30 : digit - 0x57
    }
}

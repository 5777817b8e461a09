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
        "sha256-" + Data(SHA256.digest(text.utf8)).base64EncodedString()
    }
}

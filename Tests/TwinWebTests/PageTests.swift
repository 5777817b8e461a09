import Reports
import Testing

import TwinWeb

@Suite struct PageTests {
    @Test func thePageNeedsNothingOfElsewhere() {
        let page = DashboardPage()
        #expect(page.html.utf8.count < 60_000)
        #expect(!page.html.contains("http://") && !page.html.contains("https://"))
        #expect(!page.html.contains("@import") && !page.html.contains("innerHTML"))
        #expect(page.html.contains("Research use only"))
        #expect(page.scriptHash.hasPrefix("sha256-") && page.scriptHash != page.styleHash)
    }

    @Test func textsBecomeJSON() {
        #expect(JSONText.quoted("a\"b\\c\n\u{1}é") == "\"a\\\"b\\\\c\\n\\u0001é\"")
        #expect(JSONText.number(.nan) == "null")
        #expect(JSONText.number(1.0 / 3) == "0.333333")
    }

    @Test func histogramsAreCumulative() {
        let metric = Metric("late_seconds", "Lateness.", bounds: [0.5, 1], counts: [3, 2, 1])
        #expect(
            metric.text == """
                # HELP hearttwin_late_seconds Lateness.
                # TYPE hearttwin_late_seconds histogram
                hearttwin_late_seconds_bucket{le="0.5"} 3
                hearttwin_late_seconds_bucket{le="1"} 5
                hearttwin_late_seconds_bucket{le="+Inf"} 6
                hearttwin_late_seconds_count 6

                """)
    }
}

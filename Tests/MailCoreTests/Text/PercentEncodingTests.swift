import MailCore
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), ("a@b c/d?e#f%g", "a%40b%20c%2Fd%3Fe%23f%25g"),
        ("é密🙂", "%C3%A9%E5%AF%86%F0%9F%99%82"),
        ("\0\n\u{7F}", "%00%0A%7F"), (":+&='", "%3A%2B%26%3D%27"),
    ])
    func encodesAndDecodes(text: String, encoded: String) {
        #expect(text.addingPercentEncoding() == encoded)
        #expect(encoded.removingPercentEncoding() == text)
        #expect(encoded.lowercased().removingPercentEncoding() == text.lowercased())
    }

    @Test(arguments: ["a b", "a+b", "é"])
    func whatNeedsNoDecodingStays(text: String) {
        #expect(text.removingPercentEncoding() == text)
    }

    @Test(arguments: ["%", "%4", "a%", "%zz", "%4g", "%%41", "% 41", "%-1", "%FF", "%C3", "%C3%28", "%ED%A0%80", "%٣٣"])
    func malformedTextsAreRefused(text: String) {
        #expect(text.removingPercentEncoding() == nil)
    }
}

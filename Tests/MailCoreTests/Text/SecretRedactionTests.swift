import FoundationEssentials
import MailCore
import Testing

@Suite struct SecretRedactionTests {
    private static let secret = "Tr0ub4dor&3"

    private func redacted(_ text: String, _ secret: String = Self.secret) -> String {
        SecretRedaction([Secret(secret)]).redact(text)
    }

    @Test(arguments: [
        ("no \(secret) here", "no ‹secret› here"), ("\(secret)\(secret)", "‹secret›‹secret›"), ("nothing", "nothing"),
        ("", ""), ("Tr0ub4dor", "Tr0ub4dor"),
    ])
    func `A secret is taken out of a text`(text: String, shown: String) {
        #expect(redacted(text) == shown)
    }

    @Test(arguments: ["", "a", "ab", "abc", "\u{0}alice\u{0}", "alice"])
    func `So is its base64, wherever it begins`(prefix: String) {
        for suffix in ["", "x", "xy", "xyz"] {
            let encoded = Data((prefix + Self.secret + suffix).utf8).base64EncodedString()
            let shown = redacted("line \(encoded) end")
            #expect(shown.hasPrefix("line ‹secret›") && shown.hasSuffix(" end"), "\(shown)")
        }
    }

    @Test func `A secret with characters that are not shown is found as it is shown`() {
        #expect(redacted("a " + DisplayText.clean("pass\u{200B}word"), "pass\u{200B}word") == "a ‹secret›")
    }

    @Test(arguments: [("abc", false), ("abcd", true), ("abcde", true)])
    func `What is too short to be told apart is left`(secret: String, isFound: Bool) {
        #expect(redacted("x \(secret) x", secret).contains("‹secret›") == isFound)
    }

    @Test func `Bytes that are no text are looked for, too`() {
        let redaction = SecretRedaction([Secret([0xFF, 0x00, 0xFE, 0x01, 0x02, 0x03])])
        #expect(redaction.redact("x /wD+AQID x") == "x ‹secret› x")
    }
}

import MailCore
import Testing

@Suite struct DisplayTextTests {
    @Test(arguments: [
        ("", ""), ("plain text ~", "plain text ~"), ("已发送 é e\u{301} ❤️", "已发送 é e\u{301} ❤️"), ("日本語　空白", "日本語　空白"),
        ("\u{1B}[31mred", "\\u{1B}[31mred"), ("\u{1B}]0;title\u{7}", "\\u{1B}]0;title\\u{7}"),
        ("\u{9B}31m", "\\u{9B}31m"),
        ("a\r\nb\tc\0", "a\\u{D}\\u{A}b\\u{9}c\\u{0}"), ("\u{7F}\u{8}", "\\u{7F}\\u{8}"),
        ("abc\u{202E}fdp.exe", "abc\\u{202E}fdp.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("a\u{200B}b\u{200D}c", "a\\u{200B}b\\u{200D}c"),
        ("\u{FEFF}x\u{AD}", "\\u{FEFF}x\\u{AD}"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("\u{E000}\u{FFFF}", "\\u{E000}\\u{FFFF}"),
        ("\u{E0041}", "\\u{E0041}"), ("\u{3164}\u{115F}\u{FFA0}", "\\u{3164}\\u{115F}\\u{FFA0}"),
    ])
    func harmfulCharactersBecomeVisible(text: String, shown: String) {
        #expect(DisplayText.clean(text) == shown)
        #expect(DisplayText.clean(bytes: text.utf8) == shown)
    }

    @Test(arguments: [
        ("abcd", "abcd"), ("abcde", "abcde"), ("abcdef", "abcde…"), ("密码密码密码", "密码密码密…"),
        ("\0\0\0\0\0\0", "\\u{0}\\u{0}\\u{0}\\u{0}\\u{0}…"),
    ])
    func longTextsAreCut(text: String, shown: String) {
        #expect(DisplayText.clean(text, limit: 5) == shown)
        #expect(DisplayText.clean(bytes: text.utf8, limit: 5) == shown)
    }

    /// A cut inside a character must not make the whole text look like stray bytes.
    @Test(arguments: ["x", "é", "码", "🙂"])
    func longTextsOfBytesStayReadable(character: Character) {
        for lead in 0...4 {
            let text = String(repeating: "a", count: lead) + String(repeating: character, count: 3_000)
            #expect(
                DisplayText.clean(bytes: text.utf8) == text.unicodeScalars.prefix(500).map(String.init).joined() + "…")
        }
    }

    @Test(
        arguments: [
            ([0x61, 0xFF], "a\\xFF"), ([0xC4, 0xE3, 0xBA, 0xC3], "\\xC4\\xE3\\xBA\\xC3"),
            ([0x1B, 0x80, 0x0A], "\\x1B\\x80\\x0A"),
            ([0xE5, 0xAF], "\\xE5\\xAF"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
            ([0xFF] + Array("abcdef".utf8), "\\xFFabcd…"),
        ] as [([UInt8], String)])
    func strayBytesAreShownAsNumbers(bytes: [UInt8], shown: String) {
        #expect(DisplayText.clean(bytes: bytes, limit: 5) == shown)
    }
}

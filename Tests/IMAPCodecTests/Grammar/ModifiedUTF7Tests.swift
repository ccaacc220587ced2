import Testing

@testable import IMAPCodec

@Suite struct ModifiedUTF7Tests {
    /// RFC 3501 §5.1.3, and names that Chinese providers give their folders.
    @Test(arguments: [
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("☺!", "&Jjo-!"), ("A&B", "A&-B"), ("&", "&-"),
        ("&&", "&-&-"), ("", ""), ("INBOX", "INBOX"), ("已发送", "&XfJT0ZAB-"), ("草稿箱", "&g0l6P3ux-"),
        ("已删除", "&XfJSIJZk-"), ("垃圾邮件", "&V4NXPpCuTvY-"), ("é", "&AOk-"), ("🙂", "&2D3eQg-"), ("a🙂-b", "a&2D3eQg--b"),
        ("\u{7F}\0\r\n", "&AH8AAAANAAo-"), ("\u{FFFF}", "&,,8-"),
    ])
    func encodesAndDecodes(text: String, wire: String) {
        #expect(String(decoding: ModifiedUTF7.encode(text), as: UTF8.self) == wire)
        #expect(ModifiedUTF7.decode(Array(wire.utf8)) == text)
    }

    @Test(arguments: [
        "&", "a&b", "&Jjo", "&Jjo!-", "&J-", "&Jj-", "&Jjp-", "&Jjo=-", "&Jjo/-", "&AAAAAAAA", "&2D0-", "&3kI-",
        "&3kLYPQ-", "&2D0-x&3kI-", "é", "a\u{1}", "a\tb", "\u{7F}",
    ])
    func malformedNamesAreRefused(wire: String) {
        #expect(ModifiedUTF7.decode(Array(wire.utf8)) == nil)
    }

    @Test func rawBytesAreRefused() {
        for byte in UInt8(0x80)...0xFF { #expect(ModifiedUTF7.decode([0x61, byte]) == nil) }
    }

    @Test func everyTextSurvives() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let text = random.text(maximumLength: 24)
            let wire = ModifiedUTF7.encode(text)
            #expect(wire.allSatisfy { (0x20...0x7E).contains($0) })
            let decoded = ModifiedUTF7.decode(wire)
            #expect(decoded.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        }
    }
}

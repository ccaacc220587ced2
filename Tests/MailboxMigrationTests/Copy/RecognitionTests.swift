import Testing

@testable import MailboxMigration

/// What a message is recognised by, in pure functions.
@Suite struct RecognitionTests {
    private static let header = """
        Received: from a by b\r
        Message-ID: <one@old.example>\r
        Date: Mon, 1 Jan 2024 10:00:00 +0100\r
        From: Zoë <zoe@old.example>\r
        Subject: A long subject that\r
         goes on\r
        \r

        """

    private func fields(_ header: String) -> [UInt8]? { IdentifyingFields.hash(of: Array(header.utf8)) }

    @Test(arguments: [
        ("Received: from a by b\r\n", ""),
        ("Received", "X-Added: by a tool\r\nReceived"),
        ("that\r\n goes on", "that goes on"),
        ("that\r\n goes on", "that\r\n\tgoes on"),
        ("\r\n", "\n"),
        ("Message-ID: <one", "message-id:<one"),
        ("Zoë", "Zo??"),
        ("Subject", "Cc: somebody@old.example\r\nSubject"),
        // The second one of a name does not count.
        ("From", "Date: Mon, 1 Jan 2024 10:00:00 +0100\r\nFrom"),
    ])
    func rewritingAHeaderLeavesItsIdentity(what: String, with: String) throws {
        let rewritten = Self.header.replacing(what, with: with)
        #expect(rewritten != Self.header)
        #expect(fields(rewritten) == fields(Self.header))
    }

    @Test(arguments: [
        ("<one@", "<two@"), ("10:00:00", "10:00:01"), ("zoe@", "noe@"), ("goes on", "ends"),
    ])
    func anotherMessageHasAnother(what: String, with: String) {
        #expect(fields(Self.header.replacing(what, with: with)) != fields(Self.header))
    }

    @Test(arguments: [
        "", "\r\n", "Subject: x\r\n\r\n", "Message-ID:\r\n\r\n", "Message-ID: \t\r\nX: 1\r\n\r\n",
        " Message-ID: <a>\r\n",
    ])
    func withoutMessageIDThereIsNone(header: String) {
        #expect(fields(header) == nil)
    }

    private static func text(_ message: String, cut: Int) -> [UInt8] {
        var digest = TextDigest()
        let bytes = Array(message.utf8)
        bytes[..<cut].withUnsafeBytes { digest.update($0) }
        bytes[cut...].withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }

    @Test(arguments: [
        ("A: 1\r\n\r\nabc\r\n", "abc"), ("A: 1\r\n\r\nabc", "abc"), ("A: 1\n\nabc\r\n", "abc"), ("\r\nabc\r\n", "abc"),
        ("A: 1\r\n\r\n", ""), ("A: 1\r\n\r\n\r\n", ""), ("A: 1\r\n\r\nab\r\n\r\n", "ab\r\n"), ("A: 1", ""), ("", ""),
        ("A: 1\r\n\r\n\r", "\r"), ("A: 1\r\n\r\na\n", "a\n"), ("A: 1\r\n\r\nx", "x"),
    ])
    func aTextIsWhatStandsBehindTheHeader(message: String, text: String) {
        for cut in 0...message.utf8.count {
            #expect(Self.text(message, cut: cut) == SHA256Digest.of(Array(text.utf8)), "cut at \(cut)")
        }
    }
}

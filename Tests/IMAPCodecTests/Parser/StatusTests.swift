import Testing

@testable import IMAPCodec

@Suite struct StatusTests {
    @Test(arguments: [
        ("* OK ready", StatusResponse.Kind.ok, "ready"), ("* no thanks", .no, "thanks"), ("* BAD", .bad, ""),
        ("* BYE  see you", .bye, "see you"), ("* PREAUTH hello", .preauth, "hello"), ("* OK [broken", .ok, "[broken"),
        ("* OK []", .ok, ""), ("* OK ] [", .ok, "] ["),
    ])
    func kindAndWords(line: String, kind: StatusResponse.Kind, words: String) {
        #expect(status(line) == StatusResponse(kind: kind, text: Array(words.utf8)))
    }

    @Test func wordsNeedNotBeUTF8() {
        let words: [UInt8] = [0xC4, 0xE3, 0xBA, 0xC3]
        let told = ResponseDecoder.tell([Array("* NO ".utf8) + words + [0x0D, 0x0A]])
        #expect(told == [.response(.untagged(.status(StatusResponse(kind: .no, text: words))))])
    }

    private static func uids(_ values: UInt32...) -> UIDSet { UIDSet(values.compactMap { UID($0) }) }

    private static let samples: [(String, ResponseCode)] = [
        ("APPENDUID 38505 3955", .appendUID(UIDValidity(38505), uids(3955))),
        ("appenduid 1 2:4,9", .appendUID(UIDValidity(1), uids(2, 3, 4, 9))),
        ("APPENDUID 1", .other(name: "APPENDUID", text: "1")),
        ("APPENDUID 1 0", .other(name: "APPENDUID", text: "1 0")),
        ("APPENDUID 1 2,", .other(name: "APPENDUID", text: "1 2,")),
        ("APPENDUID 4294967296 1", .other(name: "APPENDUID", text: "4294967296 1")),
        ("COPYUID 7 2:3,9 11:13", .copyUID(UIDValidity(7), from: uids(2, 3, 9), to: uids(11, 12, 13))),
        ("COPYUID 7 2", .other(name: "COPYUID", text: "7 2")),
        ("COPYUID 7 2 x", .other(name: "COPYUID", text: "7 2 x")),
        ("UIDNEXT 1", .uidNext(.first)), ("UIDNEXT 0", .other(name: "UIDNEXT", text: "0")),
        ("UIDNEXT x", .other(name: "UIDNEXT", text: "x")), ("UIDNEXT", .other(name: "UIDNEXT", text: "")),
        ("UIDVALIDITY 4294967295", .uidValidity(UIDValidity(.max))),
        ("UIDVALIDITY 4294967296", .other(name: "UIDVALIDITY", text: "4294967296")),
        ("CAPABILITY IMAP4rev1  auth=plain", .capability([Capability(rawValue: "IMAP4REV1"), .authPlain])),
        ("CAPABILITY", .capability([])),
        ("PERMANENTFLAGS (\\Deleted \\seen $X \\*)", .permanentFlags([.deleted, .seen, Flag("$X"), .anyKeyword])),
        ("PERMANENTFLAGS ()", .permanentFlags([])), ("PERMANENTFLAGS", .permanentFlags([])),
        ("PERMANENTFLAGS (a[1] \\*)", .permanentFlags([Flag("a[1]"), .anyKeyword])),
        ("CLOSED", .closed), ("NOMODSEQ", .noModSeq), ("HIGHESTMODSEQ 0", .other(name: "HIGHESTMODSEQ", text: "0")),
        ("HIGHESTMODSEQ 18446744073709551616", .other(name: "HIGHESTMODSEQ", text: "18446744073709551616")),
        ("MODIFIED 7,9:10", .modified(uids(7, 9, 10))), ("MODIFIED", .other(name: "MODIFIED", text: "")),
        ("MODIFIED 1:*", .other(name: "MODIFIED", text: "1:*")),
        ("AuthenticationFailed", .other(name: "AUTHENTICATIONFAILED", text: "")),
        ("BADCHARSET (UTF-8 US-ASCII)", .other(name: "BADCHARSET", text: "(UTF-8 US-ASCII)")),
        ("X-OPEN (a", .other(name: "X-OPEN", text: "(a")),
    ]

    @Test(arguments: [1, UInt64.max]) func modSequences(value: UInt64) throws {
        let code = ResponseCode.highestModSeq(try #require(ModSequence(value)))
        #expect(status("* OK [HIGHESTMODSEQ \(value)] highest")?.code == code)
        #expect(code.name == "HIGHESTMODSEQ")
    }

    @Test(arguments: samples)
    func codes(text: String, code: ResponseCode) {
        let expected = StatusResponse(kind: .ok, code: code, text: Array("words [x]".utf8))
        #expect(status("* OK [\(text)] words [x]") == expected)
        #expect(ResponseDecoder.tell("A1 OK [\(text)] words [x]\r\n") == [.response(.tagged(tag: "A1", expected))])
    }

    @Test(arguments: samples)
    func codesKnowTheirNames(text: String, code: ResponseCode) {
        #expect(text.uppercased().hasPrefix(code.name))
    }

    @Test(arguments: [
        ("A1 OK done", StatusResponse.Kind.ok, "done"), ("A1 NO", .no, ""), ("A1 bad syntax", .bad, "syntax"),
    ])
    func taggedResponses(line: String, kind: StatusResponse.Kind, words: String) {
        let expected = StatusResponse(kind: kind, text: Array(words.utf8))
        #expect(ResponseDecoder.tell(line + "\r\n") == [.response(.tagged(tag: "A1", expected))])
    }

    @Test(arguments: [
        "220 smtp.example.org ESMTP", "HTTP/1.1 400 Bad Request", "A1", "A1 ", " OK", "*", "A1 BYE now", "A1 PREAUTH",
        "A1 WHAT", "(", "\u{1}\u{2}", "A1  ",
    ])
    func whatSettlesNothingIsAnError(line: String) {
        let told = ResponseDecoder.tell(line + "\r\n")
        guard told.count == 1, case .failure(.unexpected)? = told.first else {
            Issue.record("\(told)")
            return
        }
    }

    @Test(arguments: [("+ ok", "ok"), ("+", ""), ("+ ", ""), ("+  YGgG", " YGgG"), ("+OK pop", "OK pop")])
    func continuations(line: String, words: String) {
        #expect(ResponseDecoder.tell(line + "\r\n") == [.response(.continuation(text: Array(words.utf8)))])
    }
}

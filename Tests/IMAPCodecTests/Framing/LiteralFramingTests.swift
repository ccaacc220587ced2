import MailCore
import Testing

@testable import IMAPCodec

@Suite struct LiteralFramingTests {
    private static func attributes(_ number: UInt32, uid: UInt32? = nil, body: FetchAttributes.Body) -> FetchAttributes
    {
        var attributes = FetchAttributes(sequenceNumber: number)
        attributes.uid = uid.flatMap { UID($0) }
        attributes.body = body
        return attributes
    }

    @Test func lineFeedAloneEndsALine() {
        #expect(
            ResponseDecoder.tell("* 1 EXISTS\n* 2 EXISTS\n") == ResponseDecoder.tell("* 1 EXISTS\r\n* 2 EXISTS\r\n"))
        #expect(
            ResponseDecoder.tell("* LIST () \"/\" {1}\nx\n") == ResponseDecoder.tell("* LIST () \"/\" {1}\r\nx\r\n"))
    }

    @Test func emptyLinesSayNothing() {
        #expect(ResponseDecoder.tell("\r\n\n* 1 EXISTS\r\n\r\n") == [.response(.untagged(.exists(1)))])
    }

    @Test func bodyComesBetweenItsAttributes() {
        let told = ResponseDecoder.tell("* 9 FETCH (UID 5 BODY[] {3}\r\nabc)\r\n")
        let attributes = Self.attributes(9, uid: 5, body: .streamed(3))
        #expect(told == [.bodyBegins(attributes, size: 3), .bodyBytes(Array("abc".utf8)), .bodyEnds(attributes)])
    }

    @Test func identifierMayComeAfterTheBody() {
        let told = ResponseDecoder.tell("* 9 FETCH (BODY[] {3}\r\nabc UID 5)\r\n")
        #expect(
            told == [
                .bodyBegins(Self.attributes(9, body: .streamed(3)), size: 3), .bodyBytes(Array("abc".utf8)),
                .bodyEnds(Self.attributes(9, uid: 5, body: .streamed(3))),
            ])
    }

    @Test func emptyBodyHasNoBytes() {
        let attributes = Self.attributes(1, body: .streamed(0))
        let told = ResponseDecoder.tell("* 1 FETCH (BODY[] {0}\r\n)\r\n")
        #expect(told == [.bodyBegins(attributes, size: 0), .bodyEnds(attributes)])
    }

    @Test(arguments: ["BODY[]", "body[]", "RFC822", "rfc822"])
    func everyNameOfTheWholeMessageIsStreamed(item: String) {
        let told = ResponseDecoder.tell("* 1 FETCH (\(item) {1}\r\nx)\r\n* 1 FETCH (UID 2 \(item) {1}\r\nx)\r\n")
        #expect(told.count { if case .bodyBegins = $0 { true } else { false } } == 2)
        #expect(told.last == .bodyEnds(Self.attributes(1, uid: 2, body: .streamed(1))))
    }

    @Test(arguments: ["BODY[HEADER]", "BODY[1]", "BODY[TEXT]", "RFC822.HEADER", "X-BODY[]", "BODY[]<0>"])
    func otherItemsAreKept(item: String) {
        let told = ResponseDecoder.tell("* 1 FETCH (\(item) {1}\r\nx)\r\n")
        #expect(told.count == 1)
        guard case .response(.untagged(.fetch(let attributes)))? = told.first else {
            Issue.record("\(told)")
            return
        }
        #expect(attributes.body == .absent)
    }

    @Test func messagesAreStreamedUpToTheirLimit() {
        let limit = ByteLimits.message
        for size in [limit - 1, limit] {
            let told = ResponseDecoder.tell("* 1 FETCH (BODY[] {\(size)}\r\nx")
            #expect(told == [.bodyBegins(Self.attributes(1, body: .streamed(size)), size: size), .bodyBytes([0x78])])
        }
        for size in [limit + 1, UInt64.max] {
            let told = ResponseDecoder.tell("* 1 FETCH (BODY[] {\(size)}\r\nx")
            #expect(told == [.failure(.limitExceeded(.literal))])
        }
    }

    @Test(arguments: ["18446744073709551616", String(repeating: "9", count: 400)])
    func sizesBeyond64BitsAreRefused(digits: String) {
        for item in ["FETCH (BODY[]", "FETCH (BODY[HEADER]"] {
            #expect(ResponseDecoder.tell("* 1 \(item) {\(digits)}\r\n") == [.failure(.limitExceeded(.literal))])
        }
    }

    @Test func leadingZeroesDoNotCount() {
        let told = ResponseDecoder.tell("* LIST () \"/\" {\(String(repeating: "0", count: 400))2}\r\nab\r\n")
        let name = MailboxName(wire: Array("ab".utf8))
        let listing = MailboxListing(name: name, separator: UInt8(ascii: "/"), attributes: [])
        #expect(told == [.response(.untagged(.list(listing)))])
    }

    @Test(arguments: ["* OK", "* NO", "* BAD", "* BYE", "* PREAUTH", "* ok", "+", "A1 OK", "A1 NO"])
    func wordsForPeopleAnnounceNothing(start: String) {
        let told = ResponseDecoder.tell("\(start) send it as {5}\r\n* 1 EXISTS\r\n")
        #expect(told.count == 2)
        #expect(told.last == .response(.untagged(.exists(1))))
    }

    @Test(arguments: ["{}", "{x}", "{-1}", "{1 }", "{1+}", "1}", "{1}x"])
    func notALiteral(ending: String) {
        let told = ResponseDecoder.tell("* X-THING \(ending)\r\n* 1 EXISTS\r\n")
        #expect(told == [.response(.untagged(.other(name: "X-THING"))), .response(.untagged(.exists(1)))])
    }

    @Test func literalsOfUnknownResponsesAreSkipped() {
        let told = ResponseDecoder.tell("* X-THING ~{9}\r\n\r\nA1 OK\r\n more\r\n* 1 EXISTS\r\n")
        #expect(told == [.response(.untagged(.other(name: "X-THING"))), .response(.untagged(.exists(1)))])
    }

    /// What a mail says can never be taken for what the server says.
    @Test func bodiesAreNotParsed() {
        let mail = "A1 OK done\r\n* BYE\r\n* 1 FETCH (BODY[] {9}\r\n"
        let told = ResponseDecoder.tell("* 1 FETCH (BODY[] {\(mail.utf8.count)}\r\n\(mail))\r\n* 1 EXISTS\r\n")
        #expect(told.count == 4)
        #expect(told.contains(.bodyBytes(Array(mail.utf8))))
        #expect(told.last == .response(.untagged(.exists(1))))
    }

    @Test(arguments: [
        "* 5 LIST (BODY[] {1}\r\nx)\r\n", "* X (BODY[] {1}\r\nx)\r\n", "* 1 FETCH ((BODY[] {1}\r\nx)\r\n",
    ])
    func bodiesOutsideFetchBelongToNoMessage(text: String) {
        let nothing = FetchAttributes(sequenceNumber: 0)
        #expect(
            ResponseDecoder.tell(text) == [.bodyBegins(nothing, size: 1), .bodyBytes([0x78]), .bodyEnds(nothing)])
    }
}

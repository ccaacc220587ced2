import MailCore
import NIOCore
import Testing

@testable import IMAPCodec

@Suite struct FramingLimitTests {
    private static func line(_ length: Int) -> String { "* OK " + String(repeating: "x", count: length - 5) }

    @Test(arguments: [(99, true), (100, true), (101, false)])
    func lines(length: Int, isAccepted: Bool) {
        let whole = ResponseDecoder.tell(Self.line(length) + "\n", lineLimit: 100)
        #expect((whole == [.failure(.limitExceeded(.line))]) == !isAccepted)
        let dripped = ResponseDecoder.tell((Self.line(length) + "\n").utf8.map { [$0] }, lineLimit: 100)
        #expect(dripped == whole)
    }

    @Test func aLineWithoutEndIsGivenUpAtTheLimit() {
        #expect(ResponseDecoder.tell(Self.line(100), lineLimit: 100) == [])
        #expect(ResponseDecoder.tell(Self.line(101), lineLimit: 100) == [.failure(.limitExceeded(.line))])
    }

    /// The limit counts all text of a response, or literals would be a way around it.
    @Test func textBetweenLiteralsCounts() {
        let text = "* X " + String(repeating: "{0}\r\n ", count: 30) + "\r\n"
        #expect(ResponseDecoder.tell(text, lineLimit: 100) == [.failure(.limitExceeded(.line))])
        #expect(ResponseDecoder.tell(text, lineLimit: 200) == [.response(.untagged(.other(name: "X")))])
    }

    @Test func theUsualLineLimitIsTheNamedOne() {
        var decoder = ResponseDecoder()
        decoder.append(ByteBuffer(string: Self.line(ByteLimits.imapLine)))
        #expect(decoder.tellAll() == [])
        decoder.append(ByteBuffer(string: "x"))
        #expect(decoder.tellAll() == [.failure(.limitExceeded(.line))])
    }

    @Test(arguments: [(99, true), (100, true), (101, false)])
    func literalsKeptInMemory(size: Int, isAccepted: Bool) {
        let text = "* LIST () \"/\" {\(size)}\r\n" + String(repeating: "x", count: size) + "\r\n"
        let told = ResponseDecoder.tell(text, literalLimit: 100)
        #expect((told == [.failure(.limitExceeded(.literal))]) == !isAccepted)
    }

    /// A thousand literals of a megabyte each would be a gigabyte.
    @Test(arguments: [(50, true), (51, false)])
    func literalsOfOneResponseCountTogether(second: Int, isAccepted: Bool) {
        let text =
            "* X {50}\r\n\(String(repeating: "x", count: 50)) {\(second)}\r\n"
            + String(repeating: "x", count: second) + "\r\n"
        let told = ResponseDecoder.tell(text, literalLimit: 100)
        #expect(told == [isAccepted ? .response(.untagged(.other(name: "X"))) : .failure(.limitExceeded(.literal))])
    }

    @Test func streamedBodiesAreNotLimited() {
        let body = String(repeating: "x", count: 1_000)
        let told = ResponseDecoder.tell("* 1 FETCH (BODY[] {1000}\r\n\(body))\r\n", lineLimit: 100, literalLimit: 100)
        #expect(told.count == 3)
        #expect(told.contains(.bodyBytes(Array(body.utf8))))
    }

    @Test(arguments: [(999, true), (1_000, true), (1_001, false)])
    func numberOfLiterals(count: Int, isAccepted: Bool) {
        #expect(ByteLimits.imapLiteralsPerResponse == 1_000)
        let text = "* X" + String(repeating: " {1}\r\nx", count: count) + "\r\n"
        let told = ResponseDecoder.tell(text)
        #expect(told == [isAccepted ? .response(.untagged(.other(name: "X"))) : .failure(.limitExceeded(.literals))])
    }

    /// FETCH's own parentheses are the grammar's, not a value's: they do not count.
    @Test(arguments: [(63, true), (64, true), (65, false), (100_000, false)])
    func nesting(depth: Int, isAccepted: Bool) {
        #expect(ByteLimits.imapNesting == 64)
        let value = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
        let told = ResponseDecoder.tell("* 1 FETCH (X \(value) UID 3)\r\n")
        if isAccepted {
            var attributes = FetchAttributes(sequenceNumber: 1)
            attributes.uid = UID(3)
            #expect(told == [.response(.untagged(.fetch(attributes)))])
        } else {
            #expect(told == [.failure(.limitExceeded(.nesting))])
        }
    }
}

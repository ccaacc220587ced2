import MailCore
import Testing

@Suite struct JSONTreeTests {
    private static let limit = 262_144

    private func read(_ text: String) -> JSONTree? { read(Array(text.utf8)) }
    private func read(_ bytes: [UInt8]) -> JSONTree? { JSONTree(decoding: bytes, maximumBytes: Self.limit) }

    @Test func `Values of every kind are read`() {
        #expect(
            read(" {\"a\": [1, -2.5e+3, true, false, null], \"b\": {}, \"c\": \"x\", \"d\": []}\n")
                == .object([
                    "a": .array([.number(1), .number(-2_500), .bool(true), .bool(false), .null]),
                    "b": .object([:]), "c": .string("x"), "d": .array([]),
                ]))
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u4F60""#, "é你"), (#""\uD83D\uDE00""#, "😀"),
        (#""é😀""#, "é😀"), (#""""#, ""),
    ])
    func `Strings are unescaped`(json: String, expected: String) { #expect(read(json) == .string(expected)) }

    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:2}", "\"a",
        "\"\n\"",
        #""\x""#, #""\u12"#, #""\u12G4""#, #""\uD800""#, #""\uD800\u0041""#, #""\uDC00""#, "tru", "nul", "--1", "a",
        "1 2",
        "{} x", "'a'",
    ])
    func `What is not JSON is nothing`(text: String) { #expect(read(text) == nil) }

    @Test func `Bytes that are not UTF-8 are nothing`() { #expect(read([0x22, 0xFF, 0x22]) == nil) }

    @Test(arguments: [(31, true), (32, true), (33, false)])
    func `Levels are limited`(depth: Int, isRead: Bool) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect((read(text) != nil) == isRead)
    }

    @Test(arguments: [(-1, true), (0, true), (1, false)])
    func `The size is limited`(difference: Int, isRead: Bool) {
        let text = "\"" + String(repeating: "a", count: Self.limit + difference - 2) + "\""
        #expect((read(text) != nil) == isRead)
    }

    @Test func `A document cut anywhere does no harm`() {
        let text = #"{"a": [1, "\uD83D\uDE00", {"b": null}]}"#
        for count in 0..<text.utf8.count { #expect(read(Array(text.utf8.prefix(count))) == nil) }
    }
}

import GodwitCommands
import Testing

@Suite struct JSONValueTests {
    private static let cases: [(JSONValue, String)] = [
        (JSONValue.string("a\"b\\c"), #""a\"b\\c""#),
        (.string("\n\r\t\u{0}\u{1F}"), #""\n\r\t\u0000\u001F""#),
        (.string("\u{7F}\u{85}\u{2028}"), #""\u007F\u0085\u2028""#),
        (.string("邮箱🙂"), "\"邮箱🙂\""),
        (.integer(clamping: UInt64.max), "9223372036854775807"),
        (.number(1.5), "1.5"),
        (.number(.infinity), "null"),
        ([1, true, .null], "[1,true,null]"),
        (.object(["z": 1, "a": nil, "b": []]), #"{"z":1,"b":[]}"#),
    ]

    @Test(arguments: cases)
    func compactText(value: JSONValue, text: String) {
        #expect(value.compactText == text)
    }

    @Test func indentedTextKeepsTheOrderOfKeys() {
        let value: JSONValue = .object(["b": [1], "a": .object([])])
        #expect(value.text == "{\n  \"b\": [\n    1\n  ],\n  \"a\": {}\n}\n")
    }
}

import Testing

@testable import AccountDiscovery

@Suite struct XMLTextTests {
    private static let text = "<a k='v'>例</a>"

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    @Test(arguments: [
        Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), Array("\r\n \t".utf8) + Array(text.utf8),
        [0xEF, 0xBB, 0xBF, 0x0A] + Array(text.utf8), utf16(text, isBigEndian: true), utf16(text, isBigEndian: false),
        utf16("\u{FEFF}" + text, isBigEndian: true), utf16("\u{FEFF}\n" + text, isBigEndian: false),
        utf16("\u{FEFF}" + text, isBigEndian: true) + [0x0A],
    ])
    func `Every document becomes UTF-8, without what stands before it`(bytes: [UInt8]) {
        #expect(String(decoding: XMLText.utf8(bytes), as: UTF8.self) == Self.text)
    }

    @Test(
        arguments: [
            ([0x3C, 0x61, 0xC0, 0xFD, 0x3E], "<a\u{FFFD}\u{FFFD}>"), ([0xFF], "\u{FFFD}"), ([], ""),
            ([0xFE, 0xFF, 0xD8, 0x00], "\u{FFFD}"), ([0xFE], "\u{FFFD}"), ([0x3C, 0x00, 0x61], "<"),
        ] as [([UInt8], String)])
    func `What is no text keeps its ASCII`(bytes: [UInt8], text: String) {
        #expect(String(decoding: XMLText.utf8(bytes), as: UTF8.self) == text)
    }
}

import MailCore
import Testing

@testable import AccountDiscovery

/// Documents as large as is allowed, made to take long or much memory.
@Suite struct CostlyDocumentTests {
    /// The piece with a number for `#`, as often as there is room for.
    private static func document(_ start: String, _ piece: String, _ end: String) -> [UInt8] {
        var bytes = Array(start.utf8)
        var number = 0
        while true {
            let next = piece.replacing("#", with: String(number, radix: 36)).utf8
            guard bytes.count + next.count + end.utf8.count <= ByteLimits.configurationDocument else { break }
            bytes += next
            number += 1
        }
        return bytes + Array(end.utf8)
    }

    @Test(arguments: [
        ("<a ", "k#='' ", "/>"), ("<a ", "xmlns:k#='u' ", "/>"), ("<a ", "xmlns:k#='u#' ", "/>"),
        ("<a ", "k='' ", "/>"), ("<a>", "<!---->", "</a>"),
        ("<a>", "<?p?>", "</a>"), ("", "<a>", ""), ("", "<a#>", ""), ("<a>", "&#65;", "</a>"),
        ("<a k='", "&#65;", "'/>"),
        ("<a>", "<![CDATA[]]>", "</a>"), ("<a>", "x<!---->", "</a>"), ("<", "a", "/>"), ("<a k='", "a", "'/>"),
        ("<a>", "a", "</a>"), ("<!--", "a", "--><a/>"), ("<?p ", "a", "?><a/>"), ("<a>", "<b xmlns='u#'/>", "</a>"),
        ("<a>", "&amp;", "</a>"), ("<a>", "&unknown#;", "</a>"), ("<?xml version='1.0' encoding='", "a", "'?><a/>"),
        ("<a>", "<", ""),
        ("<a>", "<b", ""), ("<a ", "\n", "/>"), ("", "\n", "<a/>"), ("<a>", "]]>", "</a>"),
        ("<a>", "<b k#='&lt;'/>", "</a>"),
        ("<a>", "\u{10FFFF}", "</a>"), ("<a:b ", "xmlns:a#='' a#:k='' ", "/>"),
    ])
    func `Reading them ends soon`(start: String, piece: String, end: String) {
        let bytes = Self.document(start, piece, end)
        let time = ContinuousClock().measure { _ = try? XMLReader.read(bytes) }
        #expect(time < .seconds(1))
    }

    /// libxml2 compares each attribute of a tag with all others, and reads the whole tag before it tells of it.
    @Test(arguments: [(2_000, false), (2_001, true)])
    func `A tag may have so many attributes before it is read`(count: Int, isRefusedUnread: Bool) {
        let text = "<a>\n<b " + (0..<count).map { "k\($0)='' " }.joined() + "/></a>"
        // Both are too many: the reader says so in the line of the tag, and so does the look before.
        #expect(throws: XMLError.limitExceeded(line: 2)) { try XMLReader.read(Array(text.utf8)) }
        let inText = "<a k='" + String(repeating: "=", count: count - 1) + "'/>"
        #expect(((try? XMLReader.read(Array(inText.utf8))) == nil) == isRefusedUnread)
    }
}

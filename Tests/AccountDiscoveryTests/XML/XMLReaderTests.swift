import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct XMLReaderTests {
    private func read(_ text: String) throws(XMLError) -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    @Test func elementsAttributesAndTextAreRead() throws {
        let root = try read("<a xmlns:n='urn:n' k='v'>x<b/><n:c>y&amp;<![CDATA[<z>]]></n:c>\n</a>")
        #expect(root.attributes["k"] == "v")
        #expect(root.children.map(\.name) == ["b", "c"])
        #expect(root.children.map(\.namespace) == [nil, "urn:n"])
        #expect(root.children[1].text == "y&<z>")
    }

    @Test(arguments: ["\u{FEFF}", "\n\n", "\u{FEFF}\r\n \t", ""])
    func whatStandsBeforeTheDocumentIsPassedOver(start: String) throws {
        #expect(try read(start + "<?xml version='1.0' encoding='UTF-8'?><a/>").name == "a")
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!doctype html><html></html>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "<a/><!DOCTYPE a>",
    ])
    func documentTypesAreRefused(text: String) {
        #expect(throws: XMLError.documentType) { try read(text) }
    }

    @Test func documentTypesAreFoundInUTF16() {
        let text = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        let units = text.utf16.map { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let bytes: [UInt8] = [0xFF, 0xFE] + units.joined()
        #expect(throws: XMLError.documentType) { try XMLReader.read(bytes) }
    }

    @Test(arguments: [
        "", " ", "a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<a k=1/>", "<a>&unknown;</a>", "<a>\u{1}</a>",
    ])
    func brokenDocumentsAreRefused(text: String) {
        #expect(throws: XMLError.malformed(line: 1)) { try read(text) }
    }

    @Test(arguments: [(31, true), (32, true), (33, false)])
    func depthIsLimited(depth: Int, isAllowed: Bool) {
        let text = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        expect(text, isAllowed: isAllowed)
    }

    @Test(arguments: [(4_999, true), (5_000, true), (5_001, false)])
    func elementsAreLimited(count: Int, isAllowed: Bool) {
        expect("<a>" + String(repeating: "<b/>", count: count - 1) + "</a>", isAllowed: isAllowed)
    }

    @Test(arguments: [(31, true), (32, true), (33, false)])
    func attributesAreLimited(count: Int, isAllowed: Bool) {
        expect("<a " + (0..<count).map { "k\($0)='v' " }.joined() + "/>", isAllowed: isAllowed)
    }

    @Test(arguments: [(8_191, true), (8_192, true), (8_193, false)])
    func textIsLimited(size: Int, isAllowed: Bool) {
        let text = String(repeating: "x", count: size)
        expect("<a>\(text)</a>", isAllowed: isAllowed)
        expect("<a k='\(text)'/>", isAllowed: isAllowed)
    }

    @Test(arguments: [(-1, true), (0, true), (1, false)])
    func theWholeIsLimited(excess: Int, isAllowed: Bool) {
        let size = ByteLimits.configurationDocument + excess
        let text = "<a>" + String(repeating: "<!---->", count: 10) + "</a>"
        let padded = text + String(repeating: "\n", count: size - text.utf8.count)
        if isAllowed {
            #expect(throws: Never.self) { try read(padded) }
        } else {
            #expect(throws: XMLError.tooLarge) { try read(padded) }
        }
    }

    private func expect(_ text: String, isAllowed: Bool) {
        if isAllowed {
            #expect(throws: Never.self) { try read(text) }
        } else {
            #expect(throws: XMLError.limitExceeded(line: 1)) { try read(text) }
        }
    }
}

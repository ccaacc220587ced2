import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What the library looks for in a profile without reading it. The lint sees to it that all of it is in lower case.
struct ProfileIndex {
    let domains: [String]
    let mailExchangers: [String]
    /// Each once.
    let hosts: [String]

    /// - Throws: ``UnreadableProfile`` when the document is not well-formed: the build stops there.
    init(of document: Data, name: String) throws {
        let parser = XMLParser(data: document)
        let collector = TextCollector()
        parser.shouldProcessNamespaces = true
        parser.delegate = collector
        guard parser.parse() else { throw UnreadableProfile(name: name, line: parser.lineNumber) }
        domains = collector.texts["domain", default: []]
        mailExchangers = collector.texts["mx", default: []]
        hosts = Array(Set(collector.texts["hostname", default: []])).sorted()
    }
}

struct UnreadableProfile: Error {
    let name: String
    let line: Int
}

/// The trimmed texts of elements, by the elements' names.
private final class TextCollector: NSObject, XMLParserDelegate {
    private(set) var texts: [String: [String]] = [:]
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[name, default: []].append(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

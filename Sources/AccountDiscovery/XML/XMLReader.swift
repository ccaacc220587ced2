internal import CLibXML2
internal import MailCore

/// Reads small documents from strangers through libxml2's pull parser: no network, no DTD, no entities, bounded in
/// every direction.
enum XMLReader {
    /// - Returns: the root element.
    static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
        guard bytes.count <= ByteLimits.configurationDocument else { throw .tooLarge }
        let document = XMLText.utf8(bytes)
        try check(document)
        _ = preparation

        // What it declares to be encoded in no longer counts.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_IGNORE_ENC.rawValue
        return try unsafe document.withUnsafeBufferPointer { buffer throws(XMLError) in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            guard let base,
                let reader = unsafe xmlReaderForMemory(base, CInt(buffer.count), nil, "UTF-8", CInt(options))
            else { throw .malformed(line: 1) }
            defer { unsafe xmlFreeTextReader(reader) }
            return try unsafe readTree(reader)
        }
    }

    /// Process-wide settings of libxml2, made once.
    private static let preparation: Void = {
        xmlInitParser()
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    /// Before libxml2 sees it: 2.9.14 has no limit on the growth of entities, and takes a time for a tag that grows with the
    /// square of its attributes.
    private static func check(_ document: [UInt8]) throws(XMLError) {
        let pattern = Array("<!DOCTYPE".utf8)
        var (matched, equalsSigns, line) = (0, 0, 1)
        for byte in document {
            let letter = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            matched = letter == pattern[matched] ? matched + 1 : (letter == pattern[0] ? 1 : 0)
            guard matched < pattern.count else { throw .documentType }
            switch byte {
            case UInt8(ascii: "<"): equalsSigns = 0
            case UInt8(ascii: "="): equalsSigns += 1
            case UInt8(ascii: "\n"): line += 1
            default: continue
            }
            guard equalsSigns <= XMLLimits.equalsSigns else { throw .limitExceeded(line: line) }
        }
    }

    private static func readTree(_ reader: xmlTextReaderPtr) throws(XMLError) -> XMLElement {
        var builder = XMLTreeBuilder()
        while true {
            let status = unsafe xmlTextReaderRead(reader)
            // The parser reads ahead: where it stands is right for errors only.
            let line = max(1, Int(unsafe xmlTextReaderGetParserLineNumber(reader)))
            switch status {
            case 1: try unsafe handleNode(of: reader, builder: &builder)
            case 0:
                guard let root = builder.root else { throw .malformed(line: line) }
                return root
            default: throw .malformed(line: line)
            }
        }
    }

    private static func handleNode(
        of reader: xmlTextReaderPtr, builder: inout XMLTreeBuilder
    ) throws(XMLError) {
        let line = max(1, unsafe xmlGetLineNo(xmlTextReaderCurrentNode(reader)))
        switch unsafe xmlReaderTypes(UInt32(bitPattern: xmlTextReaderNodeType(reader))) {
        case XML_READER_TYPE_ELEMENT:
            var element = XMLElement(
                name: unsafe string(xmlTextReaderConstLocalName(reader)) ?? "",
                namespace: unsafe string(xmlTextReaderConstNamespaceUri(reader)), line: line)
            let isEmpty = unsafe xmlTextReaderIsEmptyElement(reader) == 1
            element.attributes = try unsafe attributes(of: reader, line: line)
            try builder.open(element)
            if isEmpty { builder.close() }
        case XML_READER_TYPE_END_ELEMENT:
            builder.close()
        case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA:
            try builder.add(text: unsafe string(xmlTextReaderConstValue(reader)) ?? "", line: line)
        case XML_READER_TYPE_DOCUMENT_TYPE, XML_READER_TYPE_ENTITY, XML_READER_TYPE_ENTITY_REFERENCE:
            throw .documentType
        default:
            break
        }
    }

    private static func attributes(of reader: xmlTextReaderPtr, line: Int) throws(XMLError) -> [String: String] {
        guard unsafe xmlTextReaderAttributeCount(reader) <= XMLLimits.attributes else {
            throw .limitExceeded(line: line)
        }
        var attributes: [String: String] = [:]
        while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 {
            if unsafe xmlTextReaderIsNamespaceDecl(reader) == 1 { continue }
            guard let name = unsafe string(xmlTextReaderConstLocalName(reader)),
                let value = unsafe string(xmlTextReaderConstValue(reader))
            else { continue }
            guard value.utf8.count <= XMLLimits.text else { throw .limitExceeded(line: line) }
            attributes[name] = value
        }
        _ = unsafe xmlTextReaderMoveToElement(reader)
        return attributes
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }
}

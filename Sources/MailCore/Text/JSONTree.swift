internal import FoundationEssentials

/// A JSON document (RFC 8259) of a stranger, read by Foundation within our bounds.
package enum JSONTree: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// Levels of arrays and objects.
    package static let maximumDepth = 32

    /// Nil when the document is too large, too deep, or not JSON; a comma too many at the end of a list is forgiven.
    package init?(decoding bytes: [UInt8], maximumBytes: Int) {
        // Foundation would take UTF-16, too, and repair what is not UTF-8 (RFC 8259 §8.1).
        guard bytes.count <= maximumBytes, !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
            let tree = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes))
        else { return nil }
        self = tree
    }

    /// The member of an object; nil for everything else.
    package subscript(_ key: String) -> JSONTree? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// A string; nil for everything else.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

extension JSONTree: Decodable {
    package init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count < Self.maximumDepth else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "too deep"))
        }
        if let members = try? decoder.container(keyedBy: Key.self) {
            self = .object(
                try members.allKeys.reduce(into: [:]) {
                    $0[$1.stringValue] = try members.decode(JSONTree.self, forKey: $1)
                })
        } else if var elements = try? decoder.unkeyedContainer() {
            var all: [JSONTree] = []
            while !elements.isAtEnd { all.append(try elements.decode(JSONTree.self)) }
            self = .array(all)
        } else {
            self = try Self.single(try decoder.singleValueContainer())
        }
    }

    private static func single(_ value: any SingleValueDecodingContainer) throws -> JSONTree {
        if value.decodeNil() { return .null }
        if let bool = try? value.decode(Bool.self) { return .bool(bool) }
        if let number = try? value.decode(Double.self) { return .number(number) }
        return .string(try value.decode(String.self))
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

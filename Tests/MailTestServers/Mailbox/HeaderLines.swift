/// The few things that comparisons need to know of a message's header.
package enum HeaderLines {
    static func value(of name: String, in bytes: [UInt8]) -> String {
        let line = lines(bytes).first { isField(name, $0) } ?? []
        return String(decoding: line.dropFirst(name.utf8.count + 1), as: UTF8.self).filter { !$0.isNewline }
    }

    package static func removing(_ name: String, from bytes: [UInt8]) -> [UInt8] {
        let header = lines(bytes)
        let length = header.reduce(0) { $0 + $1.count }
        return header.filter { !isField(name, $0) }.flatMap { $0 } + bytes.dropFirst(length)
    }

    private static func isField(_ name: String, _ line: ArraySlice<UInt8>) -> Bool {
        String(decoding: line.prefix(name.utf8.count + 1), as: UTF8.self).lowercased() == name.lowercased() + ":"
    }

    /// The header's lines with their ends, up to the empty line.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[...end]
            if line.count <= 2 { break }
            result.append(line)
            rest = rest[(end + 1)...]
        }
        return result
    }
}

internal import IMAPCodec

/// When a message arrived, as its header tells: POP3 knows no INTERNALDATE.
enum ArrivalDate {
    /// The newest `Received` whose date can be read, which is the topmost; else `Date`.
    ///
    /// - Returns: nil where neither can be read. Nothing is invented: the target then notes the time of the copy.
    static func of(_ header: [UInt8]) -> InternalDate? {
        var sent: InternalDate?
        for field in fields(of: header) {
            switch field.name {
            case "received":
                // RFC 5322 §3.6.7: the date stands behind the last semicolon.
                guard let semicolon = field.value.lastIndex(of: UInt8(ascii: ";")) else { continue }
                if let date = MessageDate.parse(field.value[(semicolon + 1)...]) { return date }
            case "date": sent = sent ?? MessageDate.parse(field.value)
            default: break
            }
        }
        return sent
    }

    /// Folded lines are joined (RFC 5322 §2.2.3). Fields of other names are left out.
    private static func fields(of header: [UInt8]) -> [(name: String, value: [UInt8])] {
        var fields: [(name: String, value: [UInt8])] = []
        var isWanted = false
        for line in header.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                if isWanted { fields[fields.count - 1].value += line }
                continue
            }
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            let text = name.count > 16 ? "" : String(decoding: name, as: UTF8.self).lowercased().trimmingBlanks()
            isWanted = name.count < line.count && ["received", "date"].contains(text)
            if isWanted { fields.append((text, Array(line.dropFirst(name.count + 1)))) }
        }
        return fields
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String { String(prefix { $0 != " " && $0 != "\t" }) }
}

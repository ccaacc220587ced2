/// Recognises a message whose header a server or another tool has rewritten: lines added, folded anew or put in another
/// order. What its sender wrote into a few fields stays.
enum IdentifyingFields {
    /// `Message-ID` names a message, and is not always unique; the others tell apart what bears the same one.
    private static let names = ["message-id", "date", "from", "subject"]

    /// The first 16 bytes of SHA-256 over the fields' values without blanks, bytes over 127 made equal as in
    /// ``HeaderFingerprint``; nil for a message without `Message-ID`, which nothing but all of its bytes recognises.
    static func hash(of header: [UInt8]) -> [UInt8]? {
        let values = values(in: header)
        guard let identifier = values["message-id"], !identifier.isEmpty else { return nil }
        let joined = names.map { values[$0] ?? [] }.joined(separator: [UInt8(ascii: "\n")])
        return Array(SHA256Digest.of(Array(joined)).prefix(16))
    }

    /// The first field of each name counts.
    private static func values(in header: [UInt8]) -> [String: [UInt8]] {
        var values: [String: [UInt8]] = [:]
        var current: String?
        for line in header.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                // A folded line belongs to the field before it (RFC 5322 §2.2.3).
                if let current { values[current]? += significant(line) }
                continue
            }
            current = nil
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.startIndex.distance(to: colon) <= 16 else {
                continue
            }
            let name = String(decoding: line[..<colon].filter { !isBlank($0) }, as: UTF8.self).lowercased()
            guard names.contains(name), values[name] == nil else { continue }
            current = name
            values[name] = significant(line[(colon + 1)...])
        }
        return values
    }

    private static func significant(_ line: ArraySlice<UInt8>) -> [UInt8] {
        line.filter { !isBlank($0) }.map(HeaderFingerprint.comparable)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}

internal import FoundationEssentials

/// Folder names as Maildir++ writes them (RFC 3501 §5.1.3). Independent of IMAPCodec's, so that neither hides a
/// fault of the other.
package enum ModifiedUTF7 {
    package static func encoded(_ name: String) -> String {
        var result = ""
        var pending: [UInt8] = []
        func flush() {
            guard !pending.isEmpty else { return }
            let base64 = Data(pending).base64EncodedString().prefix { $0 != "=" }
            result += "&" + base64.replacing("/", with: ",") + "-"
            pending = []
        }
        for scalar in name.unicodeScalars {
            if (0x20...0x7E).contains(scalar.value) {
                flush()
                result += scalar == "&" ? "&-" : String(scalar)
            } else {
                pending += String(scalar).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            }
        }
        flush()
        return result
    }

    static func decoded(_ name: String) -> String {
        var result = ""
        var rest = Substring(name)
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[rest.index(after: start)...]
            let end = rest.firstIndex(of: "-") ?? rest.endIndex
            result += end == rest.startIndex ? "&" : utf16(rest[..<end])
            rest = rest[end...].dropFirst()
        }
        return result + rest
    }

    private static func utf16(_ text: Substring) -> String {
        let base64 = text.replacing(",", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.count % 4) % 4)
        let bytes = Data(base64Encoded: base64 + padding).map(Array.init) ?? []
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }
}

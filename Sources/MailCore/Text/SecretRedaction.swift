/// Takes secrets out of text that somebody else wrote: there are servers that repeat what they were sent.
///
/// Found are the secret itself, and its base64 wherever it begins inside of a longer one, as in SASL PLAIN (RFC 4616).
package struct SecretRedaction: Sendable {
    private let plain: [Secret]
    private let encoded: [Secret]

    /// Stands in its place.
    package static let placeholder = "‹secret›"

    /// Shortest secret, and shortest part of a base64, that is looked for, in bytes: shorter ones are in every text.
    package static let shortest = 4

    package init(_ secrets: [Secret]) {
        var (plain, encoded): ([Secret], [Secret]) = ([], [])
        for secret in secrets where secret.count >= Self.shortest {
            plain.append(secret)
            secret.withBytes { bytes in
                if let text = String(validating: bytes, as: UTF8.self) {
                    // As it looks after it was made safe to show.
                    plain.append(Secret(DisplayText.clean(text, limit: .max)))
                }
                for offset in 0...2 { encoded.append(Secret(Self.base64(of: bytes, at: offset))) }
            }
        }
        self.plain = plain
        self.encoded = encoded.filter { $0.count >= Self.shortest }
    }

    package func redact(_ text: String) -> String { String(decoding: redact(Array(text.utf8)), as: UTF8.self) }

    /// The same for text in any encoding.
    package func redact(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for form in plain { replace(form, in: &bytes, isEncoded: false) }
        for form in encoded { replace(form, in: &bytes, isEncoded: true) }
        return bytes
    }

    private func replace(_ form: Secret, in bytes: inout [UInt8], isEncoded: Bool) {
        form.withBytes { form in
            var start = 0
            while let found = Self.range(of: form, in: bytes, from: start) {
                var range = found
                // The characters beside hold a few bits of it, too.
                while isEncoded, range.lowerBound > 0, Self.alphabet.contains(bytes[range.lowerBound - 1]) {
                    range = range.lowerBound - 1..<range.upperBound
                }
                while isEncoded, range.upperBound < bytes.count, Self.alphabet.contains(bytes[range.upperBound]) {
                    range = range.lowerBound..<range.upperBound + 1
                }
                bytes.replaceSubrange(range, with: Self.placeholder.utf8)
                start = range.lowerBound + Self.placeholder.utf8.count
            }
        }
    }

    private static func range(of form: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard !form.isEmpty, bytes.count - start >= form.count else { return nil }
        let index = (start...bytes.count - form.count).first { bytes[$0..<$0 + form.count].elementsEqual(form) }
        return index.map { $0..<$0 + form.count }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The characters of a base64 (RFC 4648 §4) that depend on nothing but these bytes, when so many others modulo three
    /// stand before them.
    private static func base64(of bytes: [UInt8], at offset: Int) -> [UInt8] {
        var result: [UInt8] = []
        var (bits, count) = (0, offset * 8)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                result.append(alphabet[bits >> count & 0x3F])
            }
        }
        // What the bytes before have a part in.
        return Array(result.dropFirst(offset == 0 ? 0 : offset + 1))
    }
}

extension Diagnostic {
    /// The same without any secret that its evidence repeats.
    package func redacted(by redaction: SecretRedaction) -> Diagnostic {
        Diagnostic(
            code, severity: severity, message: message, evidence: evidence.map(redaction.redact), remedy: remedy,
            url: url, actor: actor)
    }
}

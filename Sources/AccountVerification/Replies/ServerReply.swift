package import MailCore

/// What a server said instead of doing what it was asked, in any of the three protocols.
package struct ServerReply: Hashable, Sendable {
    package let `protocol`: MailProtocol
    package let stage: VerificationStep.Name
    /// The server's words with their code, decoded and cleaned.
    package let text: String
    let family: ProviderFamily?
    /// The same in lower case and with single blanks, to compare.
    let words: String

    /// - Parameters:
    ///   - host: the name of the server, which tells whose it is.
    ///   - stage: what was refused.
    ///   - text: what stands behind NO, BAD, BYE or -ERR, response code included; of an SMTP reply everything,
    ///     line by line. No more than ``ByteLimits/serverText`` is looked at.
    package init(
        _ protocol: MailProtocol, host: String, stage: VerificationStep.Name, text: some Sequence<UInt8>
    ) {
        let family = ProviderFamily(host: host)
        let bytes = Self.beginning(of: text)
        let decoded = LegacyEncoding.text(of: bytes, assuming: family?.encoding ?? Self.encoding(ofCountry: host))
        let line = `protocol` == .smtp ? decoded.map(Self.joined) : decoded
        (self.protocol, self.stage, self.family) = (`protocol`, stage, family)
        self.text = line.map { DisplayText.clean($0) } ?? DisplayText.clean(bytes: bytes)
        words = (line ?? self.text).lowercased().split(separator: " ").joined(separator: " ")
    }

    /// Whether the same may work later, as far as a number says so (RFC 5321 §4.2.1).
    var isTemporary: Bool { `protocol` == .smtp && text.hasPrefix("4") }

    /// A cut may stand inside a character of UTF-8, which would make the whole look like another encoding.
    private static func beginning(of text: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(text.prefix(ByteLimits.serverText))
        guard bytes.count == ByteLimits.serverText else { return bytes }
        let shorter = (0...3).lazy.map { Array(bytes.dropLast($0)) }
        return shorter.first { String(validating: $0, as: UTF8.self) != nil } ?? bytes
    }

    /// RFC 5321 §4.2.1: each line of a long reply begins with the code, and often with the enhanced one (RFC 2034);
    /// both are kept once.
    private static func joined(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.first, first.prefix(3).allSatisfy(\.isNumber) else { return text }
        let code = first.prefix(3)
        let rest = lines.map { line in
            line.hasPrefix(code) ? line.dropFirst(3).drop { $0 == "-" || $0 == " " } : line
        }
        let enhanced = rest.first?.prefix { $0.isNumber || $0 == "." } ?? ""
        let isEnhanced = enhanced.count { $0 == "." } == 2
        let words = rest.map { isEnhanced && $0.hasPrefix(enhanced) ? $0.dropFirst(enhanced.count) : $0 }
        return ([code] + (isEnhanced ? [enhanced] : []) + words)
            .map { String($0).trimmingBlanks() }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func encoding(ofCountry host: String) -> LegacyEncoding? {
        switch host.lowercased().split(separator: ".").last {
        case "cn": .simplifiedChinese
        case "tw", "hk": .traditionalChinese
        case "kr": .korean
        default: nil
        }
    }
}

/// What a server says that it can do, in its answer to EHLO (RFC 5321 §4.1.1.1).
package struct SMTPCapabilities: Hashable, Sendable {
    /// False when the server knows HELO only, and so none of what came later.
    package let isExtended: Bool
    /// Each keyword in upper case, with its parameters as they were written.
    private var parameters: [String: [String]] = [:]

    package static let none = SMTPCapabilities(isExtended: false)

    private init(isExtended: Bool) { self.isExtended = isExtended }

    /// - Parameter reply: the first line is the server's name.
    init(_ reply: SMTPReply) {
        isExtended = true
        for line in reply.lines.dropFirst() {
            // Old servers write `AUTH=LOGIN PLAIN`, some of them beside the right form.
            let text = String(decoding: line, as: UTF8.self)
            let isOldForm = text.uppercased().hasPrefix("AUTH=")
            let words = (isOldForm ? "AUTH " + text.dropFirst(5) : text).split(separator: " ").map(String.init)
            guard let name = words.first?.uppercased() else { continue }
            parameters[name, default: []] += words.dropFirst()
        }
    }

    private func has(_ name: String) -> Bool { parameters[name] != nil }

    /// The keywords.
    package var names: [String] { parameters.keys.sorted() }
    /// Each keyword with its parameters, sorted.
    package var lines: [String] { parameters.map { ([$0.key] + $0.value).joined(separator: " ") }.sorted() }

    package var hasStartTLS: Bool { has("STARTTLS") }
    package var hasPipelining: Bool { has("PIPELINING") }
    package var hasEnhancedStatusCodes: Bool { has("ENHANCEDSTATUSCODES") }
    package var hasUTF8: Bool { has("SMTPUTF8") }
    package var has8BitMIME: Bool { has("8BITMIME") }
    /// Mechanisms of SASL, as the server writes them.
    package var mechanisms: [String] { parameters["AUTH"] ?? [] }

    /// The largest message taken, bytes (RFC 1870 §3); nil when not told, or without a limit.
    package var sizeLimit: UInt64? {
        guard let size = parameters["SIZE"]?.first.flatMap({ UInt64($0) }), size > 0 else { return nil }
        return size
    }
}

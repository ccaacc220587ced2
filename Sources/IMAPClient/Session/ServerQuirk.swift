internal import IMAPCodec

/// A way in which servers differ from the standard, recognised by what they say.
package enum ServerQuirk: Hashable, Sendable {
    /// Announces SASL-IR, then answers an initial response with BAD (Coremail, which NetEase runs).
    case falseInitialResponse

    /// The quirks of a server that greets or identifies itself in these words.
    static func detect(greeting: StatusResponse, identity: [String: String] = [:]) -> Set<ServerQuirk> {
        let words = ([String(decoding: greeting.text, as: UTF8.self)] + identity.values).map { $0.lowercased() }
        return words.contains { $0.contains("coremail") } ? [.falseInitialResponse] : []
    }
}

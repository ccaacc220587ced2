/// What a SCRAM server says (RFC 5802 §7).
enum SCRAMMessage {
    struct ServerFirst: Hashable {
        var nonce: String
        var salt: [UInt8]
        var iterations: UInt64
    }

    enum ServerFinal: Hashable {
        case signature([UInt8])
        case error(String)
    }

    static func serverFirst(_ message: [UInt8]) throws(SASLError) -> ServerFirst {
        let fields = try fields(of: message)
        // An error may come this early too. A mandatory extension (`m=`) is one that we do not know.
        if let first = fields.first, first.name == "e" { throw .serverError(first.value) }
        guard fields.count >= 3, fields.prefix(3).map(\.name) == ["r", "s", "i"],
            let salt = Base64.decode(Array(fields[1].value.utf8)), !salt.isEmpty,
            let iterations = UInt64(fields[2].value)
        else { throw .malformedChallenge }
        return ServerFirst(nonce: fields[0].value, salt: salt, iterations: iterations)
    }

    static func serverFinal(_ message: [UInt8]) throws(SASLError) -> ServerFinal {
        guard let first = try fields(of: message).first else { throw .malformedChallenge }
        switch first.name {
        case "e": return .error(first.value)
        case "v":
            guard let signature = Base64.decode(Array(first.value.utf8)) else { throw .malformedChallenge }
            return .signature(signature)
        default: throw .malformedChallenge
        }
    }

    /// A user name; its commas and equals signs would be read as the message's own (RFC 5802 §5.1).
    static func escaped(_ name: String) -> String {
        name.replacing("=", with: "=3D").replacing(",", with: "=2C")
    }

    private static func fields(of message: [UInt8]) throws(SASLError) -> [(name: String, value: String)] {
        guard message.count <= SCRAMLimits.challenge, let text = String(validating: message, as: UTF8.self),
            message.allSatisfy({ $0 > 0x20 })
        else { throw .malformedChallenge }
        var fields: [(name: String, value: String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard part.dropFirst().first == "=", let name = part.first else { throw .malformedChallenge }
            fields.append((String(name), String(part.dropFirst(2))))
        }
        return fields
    }
}

/// How SMTP goes wrong.
extension SMTPSession {
    static let refusals: [SandboxFaultKind: String] = [
        .refuseNo: "550 5.0.0 Something went wrong",
        .refuseBad: "500 5.5.1 Unknown command",
        .unavailable: "450 4.3.0 Please try again later",
        .throttled: "421 4.7.0 Too many requests, try again later",
        .overQuota: "552 5.2.2 Mailbox full",
    ]

    static let farewell = "421 4.3.2 Going down for maintenance"

    /// Who takes this for an answer to EHLO logs in without TLS.
    static let injection = "250-injected.example\r\n250 AUTH PLAIN LOGIN"

    static func lie(_ words: SandboxWords) -> String? {
        switch words.command {
        case "STARTTLS": "220 2.0.0 Begin TLS now"
        case "AUTH": "235 2.7.0 Authentication successful"
        case "QUIT": "221 2.0.0 Bye"
        // What is sent behind it would be taken for commands.
        case "DATA": nil
        default: "250 2.0.0 OK"
        }
    }

    mutating func meet(_ fault: SandboxFaultKind) { if fault == .capabilityChange { loseExtensions() } }
}

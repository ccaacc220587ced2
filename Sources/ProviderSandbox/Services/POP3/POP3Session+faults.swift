/// How POP3 goes wrong.
extension POP3Session {
    static let refusals: [SandboxFaultKind: String] = [
        .refuseNo: "-ERR Something went wrong.",
        .refuseBad: "-ERR Unknown command.",
        .unavailable: "-ERR [SYS/TEMP] Please try again later.",
        .throttled: "-ERR [SYS/TEMP] Request is throttled. Suggested Backoff Time: 1000 milliseconds",
    ]

    static let farewell = "-ERR [SYS/TEMP] Going down for maintenance."

    /// Who takes this for an answer logs in without TLS.
    static let injection = "+OK Injected.\r\nSASL PLAIN\r\n."

    static func lie(_ words: SandboxWords) -> String? {
        switch words.command {
        case "STAT": "+OK 0 0"
        case "LIST" where words.argument.isEmpty, "UIDL" where words.argument.isEmpty, "CAPA", "RETR", "TOP": "+OK\r\n."
        default: "+OK"
        }
    }

    mutating func meet(_ fault: SandboxFaultKind) {
        switch fault {
        case .capabilityChange: loseExtensions()
        case .renumber: loseIndex()
        case .otherMessage, .shortMessage, .wrongListing: tricks.insert(fault)
        default: break
        }
    }
}

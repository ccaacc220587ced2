internal import NIOCore

/// What goes wrong at a command or at a response.
extension IMAPServerSession {
    /// Sizes of what no client should take.
    private enum Monster {
        static let depth = 100_000
        static let literal = "9999999999999"
    }

    private static let farewell = "Going down for maintenance."

    /// What happens in place of a command.
    ///
    /// - Returns: how it is refused; nil when it is carried out after all.
    mutating func apply(
        _ faults: [SandboxFaultKind], to name: String, _ arguments: IMAPArguments
    ) throws(SandboxRefusal) -> SandboxRefusal? {
        for fault in faults {
            switch fault {
            case .drop, .stall, .truncate: line.end(by: fault)
            case .slow: line.slowDown()
            case .refuseNo: return SandboxRefusal(.no, "Something went wrong.")
            case .refuseBad: return SandboxRefusal(.bad, "Error in IMAP command.")
            case .unavailable: return SandboxRefusal(.no, "[UNAVAILABLE] Please try again later.")
            case .throttled:
                return SandboxRefusal(
                    .bad, "Request is throttled. Suggested Backoff Time: 1000 milliseconds",
                    farewell: "Connection closed. 14")
            case .overQuota: return SandboxRefusal(.no, "[OVERQUOTA] Quota exceeded.")
            case .bodyFirst: bodyFirst = true
            case .renumber: renumberOpenMailbox()
            case .lie: isLying = true
            default: break
            }
        }
        return nil
    }

    /// The server has lost its index, and its sessions with it.
    private mutating func renumberOpenMailbox() {
        guard let account else { return }
        let open = view.flatMap { view in try? account.read(identifier: view.mailbox) { $0.name } }
        try? account.renumber(open ?? .inbox)
        sayGoodbye("Mailbox index was rebuilt.")
    }

    /// What happens to a response, where that is IMAP's own.
    mutating func say(_ parts: [ByteBuffer], _ fault: SandboxFaultKind) {
        switch fault {
        case .bye:
            line.send(parts)
            sayGoodbye(Self.farewell)
        case .unsolicitedExists, .unsolicitedExpunge, .unsolicitedFetch, .capabilityChange:
            line.send(parts)
            speakUnasked(fault)
        case .hugeLiteral:
            line.send([ByteBuffer(string: "* 1 FETCH (UID 1 BODY[] {\(Monster.literal)}\r\n")] + parts)
            end(.stall)
        case .deepNesting:
            let nested = String(repeating: "(", count: Monster.depth)
            line.send([ByteBuffer(string: "* 1 FETCH (UID 1 BODYSTRUCTURE \(nested)\r\n")] + parts)
        default: line.send(parts)
        }
    }

    private mutating func speakUnasked(_ kind: SandboxFaultKind) {
        if kind == .capabilityChange {
            extensions = []
            line.send([ByteBuffer(string: "* CAPABILITY IMAP4rev1\r\n")])
        }
        guard let account, let view else { return }
        guard kind != .unsolicitedFetch else { return repeatFlags(account, view) }
        guard let name = try? account.read(identifier: view.mailbox, { $0.name }), kind != .capabilityChange else {
            return
        }
        let stranger = SandboxNewMessage(Array("Subject: from somebody else\r\n\r\nhello\r\n".utf8))
        guard let uids = try? account.append([stranger], to: name).uids else { return }
        synchronise(tellsRemovals: false)
        guard kind == .unsolicitedExpunge else { return }
        _ = try? account.remove(uids, from: view.mailbox)
        synchronise(tellsRemovals: true)
    }

    private mutating func repeatFlags(_ account: SandboxAccount, _ view: MailboxView) {
        guard let uid = view.uids.first else { return }
        let message = try? account.read(identifier: view.mailbox) { box in box.index(of: uid).map { box.messages[$0] } }
        guard let message = message.flatMap({ $0 }) else { return }
        respondFlags(message, place: 0)
    }
}

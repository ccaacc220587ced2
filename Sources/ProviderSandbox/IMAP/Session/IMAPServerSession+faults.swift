internal import NIOCore

/// What goes wrong at a command or at a response.
extension IMAPServerSession {
    /// Sizes of what no client should take.
    private enum Monster {
        static let burst = 65_536
        static let bursts = 512
        static let depth = 100_000
        static let literal = "9999999999999"
    }

    /// What happens in place of a command.
    ///
    /// - Returns: how it is refused; nil when it is carried out after all.
    mutating func apply(
        _ faults: [SandboxFaultKind], to name: String, _ arguments: IMAPArguments
    ) throws(SandboxRefusal) -> SandboxRefusal? {
        for fault in faults {
            switch fault {
            case .drop, .stall, .truncate: endLine(fault)
            case .slow: slowDown()
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
            case .garble, .bye, .unsolicitedExists, .unsolicitedExpunge, .unsolicitedFetch, .capabilityChange,
                .hugeLiteral, .endlessLine, .deepNesting, .injectionBeforeTLS, .preauth:
                break
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

    /// What happens to a response.
    mutating func say(_ parts: [ByteBuffer], _ met: SandboxFaultPlan.Met) {
        switch met.kind {
        case .drop, .stall, .truncate:
            let bytes = parts.reduce(0) { $0 + $1.readableBytes }
            send(Self.beginning(of: parts, bytes: met.offset ?? (met.kind == .truncate ? bytes / 2 : 0)))
            endLine(met.kind)
        case .slow:
            slowDown()
            send(parts)
        case .garble: send(parts.enumerated().map { $0 == 0 ? Self.noise($1) : $1 })
        case .bye:
            send(parts)
            sayGoodbye("Going down for maintenance.")
        case .unsolicitedExists, .unsolicitedExpunge, .unsolicitedFetch, .capabilityChange:
            send(parts)
            speakUnasked(met.kind)
        case .hugeLiteral:
            send([ByteBuffer(string: "* 1 FETCH (UID 1 BODY[] {\(Monster.literal)}\r\n")])
            send(parts)
            endLine(.stall)
        case .endlessLine:
            send([ByteBuffer(string: "* OK ")])
            let burst = ByteBuffer(repeating: UInt8(ascii: "x"), count: Monster.burst)
            for _ in 0..<Monster.bursts { send([burst]) }
            endLine(.truncate)
        case .deepNesting:
            let nested = String(repeating: "(", count: Monster.depth)
            send([ByteBuffer(string: "* 1 FETCH (UID 1 BODYSTRUCTURE \(nested)\r\n")])
            send(parts)
        case .refuseNo, .refuseBad, .unavailable, .throttled, .overQuota, .lie, .renumber, .bodyFirst,
            .injectionBeforeTLS, .preauth:
            send(parts)
        }
    }

    private mutating func speakUnasked(_ kind: SandboxFaultKind) {
        if kind == .capabilityChange {
            extensions = []
            send([ByteBuffer(string: "* CAPABILITY IMAP4rev1\r\n")])
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

    /// The line fails, after what was sent already.
    mutating func endLine(_ kind: SandboxFaultKind) {
        switch kind {
        case .drop: end(.reset)
        case .truncate: end(.close)
        default: end(.stall)
        }
    }

    /// One byte at a time, with a pause now and then that costs time and no patience.
    mutating func sendSlowly(_ bytes: ByteBuffer) {
        for (index, byte) in bytes.readableBytesView.enumerated() {
            actions.append(.send(ByteBuffer(integer: byte)))
            if index % 64 == 63 { actions.append(.pause(.milliseconds(1))) }
        }
    }

    private static func beginning(of parts: [ByteBuffer], bytes: Int) -> [ByteBuffer] {
        var left = bytes
        return parts.map { part in
            let taken = min(left, part.readableBytes)
            left -= taken
            return part.getSlice(at: part.readerIndex, length: taken) ?? ByteBuffer()
        }
    }

    /// What cannot be taken for a response; the line's end stays.
    private static func noise(_ line: ByteBuffer) -> ByteBuffer {
        var result = ByteBuffer()
        for byte in line.readableBytesView {
            result.writeInteger(byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") ? byte : byte | 0x80)
        }
        return result
    }
}

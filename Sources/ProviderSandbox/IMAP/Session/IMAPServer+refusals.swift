internal import NIOCore

/// What the server refuses on purpose (``IMAPRefusalRule``).
extension IMAPServer {
    /// How a command is refused; nil when it is not.
    func refusal(_ command: String, _ arguments: IMAPArguments, session: IMAPServerSession) -> SandboxRefusal? {
        refusal { rule in
            (rule.command.isEmpty || rule.command == command)
                && rule.conditions.allSatisfy { isMet($0, arguments, session) }
                && !rule.concernsMessages
        }
    }

    /// How a message is refused that somebody appends; nil when it is not.
    func refusal(_ message: SandboxNewMessage, _ arguments: IMAPArguments, session: IMAPServerSession)
        -> SandboxRefusal?
    {
        refusal { rule in
            rule.command == "APPEND" && rule.concernsMessages
                && rule.conditions.allSatisfy { $0.isMet(by: message) ?? isMet($0, arguments, session) }
        }
    }

    private func refusal(where isMet: (IMAPRefusalRule) -> Bool) -> SandboxRefusal? {
        for (index, rule) in configuration.refusals.enumerated() where isMet(rule) {
            let times = rule.conditions.lazy.compactMap { if case .atMost(let times) = $0 { times } else { nil } }.first
            if let times, !traffic.refuse(rule: index, most: times) { continue }
            return rule.refusal
        }
        return nil
    }

    private func isMet(
        _ condition: IMAPRefusalRule.Condition, _ arguments: IMAPArguments, _ session: IMAPServerSession
    ) -> Bool {
        let count = traffic.count(of: session.account?.name)
        switch condition {
        case .withoutID: return !session.hasSentID
        case .mailbox(let path):
            var arguments = arguments
            guard arguments.take(" "), let name = try? session.mailboxName(&arguments) else { return false }
            return name.description.lowercased() == path.lowercased()
        case .contains(let text):
            let line = String(decoding: arguments.text, as: UTF8.self)
            return line.lowercased().contains(text.lowercased())
        case .afterCommands(let commands): return count.commands > commands
        case .afterBytesSent(let bytes): return count.sent > bytes
        case .afterBytesReceived(let bytes): return count.received > bytes
        case .atMost: return true
        case .messageLarger, .lineLonger, .messageWithoutFinalLineEnd, .messageWithNUL, .keywords: return true
        }
    }
}

extension IMAPRefusalRule {
    fileprivate var concernsMessages: Bool {
        conditions.contains { $0.isMet(by: SandboxNewMessage([UInt8]())) != nil }
    }
}

extension IMAPRefusalRule.Condition {
    /// Nil where it has nothing to do with a message.
    fileprivate func isMet(by message: SandboxNewMessage) -> Bool? {
        let bytes = message.bytes.readableBytesView
        switch self {
        case .withoutID, .mailbox, .contains, .afterCommands, .afterBytesSent, .afterBytesReceived, .atMost: return nil
        case .messageLarger(let size): return message.size > size
        case .lineLonger(let length):
            return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .contains { $0.count - ($0.last == UInt8(ascii: "\r") ? 1 : 0) > length }
        case .messageWithoutFinalLineEnd: return !bytes.suffix(2).elementsEqual("\r\n".utf8)
        case .messageWithNUL: return bytes.contains(0)
        case .keywords: return !message.flags.keywords.isEmpty
        }
    }
}

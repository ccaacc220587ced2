internal import IMAPCodec
internal import MailCore

extension MigrationOptions {
    /// The flags that messages of a POP3 source get.
    var pop3Flags: [Flag] { marksSeen ? [.seen] : [] }

    /// As they can be done with a source of this protocol.
    func adapted(to protocol: MailProtocol) -> MigrationOptions {
        var options = self
        guard `protocol` == .pop3 else {
            options.marksSeen = false
            options.deletesAfterProof = false
            return options
        }
        // A POP3 server locks the mailbox for one session (RFC 1939 §4), and knows nothing of flags.
        options.connections = 1
        options.updatesFlags = false
        options.mirroredDeletions = nil
        if deletesAfterProof { options.proof = .full }
        // There is one folder, so all of it goes into the one that was named.
        if let parent = placement.parent, !placement.rules.contains(where: { $0.source.uppercased() == "INBOX" }) {
            options.placement.rules.append(.init(source: "INBOX", target: parent))
        }
        return options
    }
}

import IMAPClient
import IMAPCodec
import MailCore

/// Plays an opening, and tells what came of it.
enum OpeningStage {
    static let point = ModSequence(90).map { ResyncPoint(uidValidity: UIDValidity(7), modSeq: $0) }

    /// A session in which these are offered and enabled.
    static func play<Value: Sendable>(
        offered: String = "", enabled: String = "", in setting: ClientSetting? = nil, _ dialogue: String,
        body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        let enable = enabled.isEmpty ? "" : "C: TAG ENABLE \(enabled)\nS: * ENABLED \(enabled)\nS: TAG OK done\n"
        let extensions = enabled.isEmpty ? "" : "ENABLE \(enabled) "
        return try await (setting ?? ClientSetting()).play(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG LOGIN alice hunter2
            S: TAG OK [CAPABILITY IMAP4rev1 \(extensions)\(offered)] in
            \(enable)\(dialogue)
            """
        ) {
            try await $0.login(username: "alice", secret: Secret("hunter2"), enabling: [.condStore, .qResync])
            return try await body($0)
        }
    }

    struct Seen: Hashable, Sendable {
        var changes: [String] = []
        var told: ChangesTold?
        var mailbox: SelectedMailbox?
        var messages: [String]?
    }

    static func read(_ opening: MailboxOpening) async throws -> Seen {
        var opening = opening
        var seen = Seen()
        while let change = try await opening.next() { seen.changes.append(change.text) }
        let opened = try await opening.opened()
        seen.told = opened.changesTold
        seen.mailbox = opened.mailbox
        seen.messages = try await opened.messages?.lines()
        return seen
    }
}

extension MailboxChange {
    var text: String {
        switch self {
        case .vanished(let uids): "gone \(uids)"
        case .changed(let message): "\(message.uid?.description ?? "?") \(message.flags ?? [])"
        }
    }
}

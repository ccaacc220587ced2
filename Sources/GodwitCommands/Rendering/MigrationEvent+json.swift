internal import MailCore
internal import MailboxMigration

extension MigrationEvent {
    /// One line of `--progress json`.
    var json: JSONValue {
        switch self {
        case .planned(let mailboxes, let messages):
            .object([
                "event": "planned", "mailboxes": .integer(clamping: mailboxes),
                "messages": .integer(clamping: messages),
            ])
        case .mailboxStarted(let name, let target, let messages):
            .object([
                "event": "mailboxStarted", "mailbox": .string(name), "target": .string(target),
                "messages": .integer(clamping: messages),
            ])
        case .adopted(let mailbox, let messages):
            .object(["event": "adopted", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .copied(let mailbox, let messages, let bytes):
            .object([
                "event": "copied", "mailbox": .string(mailbox), "messages": .integer(clamping: messages),
                "bytes": .integer(clamping: bytes),
            ])
        case .failed(let mailbox, let uid, let code, let words):
            .object([
                "event": "failed", "mailbox": .string(mailbox), "uid": .integer(clamping: uid),
                "code": .string(code.rawValue), "serverText": .string(words),
            ])
        case .proving(let mailbox):
            .object(["event": "proving", "mailbox": .string(mailbox)])
        case .proven(let mailbox, let messages):
            .object(["event": "proven", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .mailboxFinished(let name):
            .object(["event": "mailboxFinished", "mailbox": .string(name)])
        case .flagsUpdated(let mailbox, let messages):
            .object(["event": "flagsUpdated", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .moved(let mailbox, let origin, let messages):
            .object([
                "event": "moved", "mailbox": .string(mailbox), "from": .string(origin),
                "messages": .integer(clamping: messages),
            ])
        case .deleted(let mailbox, let messages):
            .object(["event": "deleted", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .deletionsWithheld(let messages, let reason):
            .object([
                "event": "deletionsWithheld", "messages": .integer(clamping: messages),
                "reason": .string(reason.rawValue),
            ])
        case .sourceDeletion(let deletion):
            .object(["event": "sourceDeletion", "deletion": deletion.json])
        case .sourceExpires(let days):
            .object(["event": "sourceExpires", "days": .integer(clamping: days)])
        case .doublesRemoved(let mailbox, let messages):
            .object(["event": "doublesRemoved", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .doubled(let mailbox, let messages):
            .object(["event": "doubled", "mailbox": .string(mailbox), "messages": .integer(clamping: messages)])
        case .mailboxFailed(let name, let code, let words):
            .object([
                "event": "mailboxFailed", "mailbox": .string(name), "code": .string(code.rawValue),
                "serverText": .string(words),
            ])
        case .waiting(let milliseconds, let side, let reason):
            .object([
                "event": "waiting", "milliseconds": .integer(clamping: milliseconds), "side": .string(side.rawValue),
                "reason": .string(reason.name), "serverText": reason.serverText.map { .string($0) },
            ])
        case .following:
            .object(["event": "following"])
        }
    }
}

extension WaitReason {
    fileprivate var name: String {
        switch self {
        case .connectionLost: "connectionLost"
        case .noAccessToken: "noAccessToken"
        case .throttled: "throttled"
        case .unavailable: "unavailable"
        case .settling: "settling"
        case .loginDelay: "loginDelay"
        }
    }

    fileprivate var serverText: String? {
        switch self {
        case .throttled(let words), .unavailable(let words): words
        case .connectionLost, .noAccessToken, .settling, .loginDelay: nil
        }
    }
}

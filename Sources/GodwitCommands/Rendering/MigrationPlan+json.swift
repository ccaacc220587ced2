internal import MailCore
internal import MailboxMigration

extension MigrationPlan {
    /// What `plan` and `migrate --dry-run` print for programs.
    ///
    /// - Parameter findings: what is known of the providers.
    func json(findings: [Diagnostic], in language: Language) -> JSONValue {
        .object([
            "mailboxes": .array(mailboxes.map(\.json)),
            "messages": .integer(clamping: messages),
            "bytes": .integer(clamping: bytes),
            "done": .integer(clamping: messagesDone),
            "skipped": .integer(clamping: skipped),
            "tooLarge": .array(
                tooLarge.map { message in
                    .object([
                        "mailbox": .string(message.mailbox), "uid": .integer(clamping: message.uid),
                        "size": .integer(clamping: message.size),
                    ])
                }),
            "sizeLimit": .integer(clamping: sizeLimit),
            "sourceBytesPerSecond": sourceBytesPerSecond.map { .integer(clamping: Int64($0)) },
            "shortestMilliseconds": shortestSeconds.map { .integer(clamping: Int64($0 * 1_000)) },
            "findings": .array(findings.map { $0.json(in: language) }),
        ])
    }
}

extension MigrationPlan.Mailbox {
    fileprivate var json: JSONValue {
        .object([
            "source": .string(source), "target": .string(target), "renamed": .bool(isRenamed),
            "place": .string(place.rawValue), "specialUse": specialUse.map(JSONValue.string),
            "there": .integer(clamping: messagesThere), "messages": .integer(clamping: messages),
            "bytes": .integer(clamping: bytes), "done": .integer(clamping: messagesDone),
            "skipped": .integer(clamping: skipped), "tooLarge": .integer(clamping: tooLarge),
            "refusal": refusal.map(JSONValue.string),
        ])
    }
}

internal import MailCore
internal import MailboxMigration

extension MigrationReport {
    /// The shape of the command line contract.
    var json: JSONValue {
        .object([
            "outcome": .string(outcome.rawValue),
            "total": .integer(clamping: total),
            "mailboxes": .array(mailboxes.map(\.json)),
            "failures": .array(
                failures.map { failure in
                    .object([
                        "mailbox": .string(failure.mailbox), "uid": .integer(clamping: failure.uid),
                        "uidl": failure.uniqueID.map(JSONValue.string),
                        "size": .integer(clamping: failure.size), "code": .string(failure.code.rawValue),
                        "serverText": .string(failure.serverText),
                    ])
                }),
            "proof": .object([
                "level": .string(proofLevel.rawValue), "checked": .integer(clamping: proven + mismatched),
                "mismatches": .array(
                    mismatches.map { mismatch in
                        .object([
                            "mailbox": .string(mismatch.mailbox), "uid": .integer(clamping: mismatch.uid),
                            "uidl": mismatch.uniqueID.map(JSONValue.string),
                            "what": .string(mismatch.what),
                        ])
                    }),
            ]),
            "flagsUpdated": .integer(clamping: flagsUpdated), "moved": .integer(clamping: moved),
            "deleted": .integer(clamping: deleted), "deletionsWithheld": .integer(clamping: deletionsWithheld),
            "pop3": pop3?.json,
            "seconds": .number(Double(elapsed.milliseconds) / 1_000),
            "resumed": .bool(resumed),
        ])
    }
}

extension MigrationReport.Mailbox {
    fileprivate var json: JSONValue {
        .object([
            "source": .string(source), "target": .string(target), "total": .integer(clamping: total),
            "copied": .integer(clamping: copied),
            "alreadyThere": .integer(clamping: alreadyThere), "failed": .integer(clamping: failed),
            "skipped": .integer(clamping: skipped),
            "bytes": .integer(clamping: bytes), "proven": .integer(clamping: proven),
            "droppedFlags": .array(
                droppedFlags.map {
                    .object(["flag": .string($0.name), "messages": .integer(clamping: $0.messages)])
                }),
            "refusal": refusal.map {
                .object(["code": .string($0.code.rawValue), "serverText": .string($0.serverText)])
            },
        ])
    }
}

extension POP3Report {
    fileprivate var json: JSONValue {
        .object([
            "identifiedByHeader": .integer(clamping: identifiedByHeader),
            "changedIdentifiers": .integer(clamping: changedIdentifiers),
            "possiblyTwice": .integer(clamping: possiblyTwice), "undated": .integer(clamping: undated),
            "deleted": .integer(clamping: deleted), "deletion": deletion?.json,
        ])
    }
}

extension SourceDeletion {
    var json: JSONValue {
        .object([
            "deleted": .integer(clamping: deleted), "left": .integer(clamping: left), "certain": .bool(isCertain),
            "failure": failure.map(JSONValue.string),
        ])
    }
}

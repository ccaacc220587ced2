internal import AccountDiscovery
internal import AccountVerification
internal import MailCore

/// What `setup` did, for programs.
struct SetupOutcome: Sendable {
    let account: FoundAccount
    let report: VerificationReport
    /// Where it was saved; nil when it was not.
    var savedPath: String?
    var exports: [ExportRequest] = []

    func json(in language: Language) -> JSONValue {
        let notes = account.provider?.notes
        return .object([
            "address": .string(account.address.description),
            "provider": account.provider?.identity,
            "source": account.candidate.map { .string($0.source.rawValue) },
            "trust": account.candidate.map { .string($0.trust.word) },
            "doubts": account.candidate.map { .strings($0.trust.doubts.map(\.rawValue)) },
            "servers": .array(account.servers.map(\.json)),
            "secret": notes?.secret?.json(in: language),
            "switches": notes.map { .array($0.switches.map { $0.json(in: language) }) },
            "history": notes.map { .array($0.history.map { $0.json(in: language) }) },
            "limits": notes.map { .array($0.limits.map { $0.json(in: language) }) },
            "verification": report.json(in: language),
            "saved": savedPath.map(JSONValue.string),
            "exports": .array(
                exports.map { .object(["format": .string($0.name), "file": .string($0.path)]) }),
        ])
    }
}

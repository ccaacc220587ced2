internal import AccountVerification
internal import MailCore

extension VerificationReport {
    /// The shape `verify` of the command line contract.
    func json(in language: Language) -> JSONValue {
        .object([
            "account": .string(account),
            "verdict": .string(verdict.rawValue),
            "secret": secretFindings.isEmpty ? nil : .array(secretFindings.map { $0.json(in: language) }),
            "servers": .array(servers.map { $0.json(in: language) }),
        ])
    }
}

extension ServerReport {
    fileprivate func json(in language: Language) -> JSONValue {
        .object([
            "settings": settings.json,
            "verdict": .string(verdict.rawValue),
            "mechanism": mechanism.map(JSONValue.string),
            "steps": .array(steps.map { $0.json(in: language) }),
            "tls": chain.isEmpty ? nil : tlsJSON,
            "capabilities": .strings(capabilities),
            "limits": .object(
                limits.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .integer(clamping: $0.value)) }),
            "mailboxes": mailboxes?.json,
        ])
    }

    /// Without version and cipher when the certificates were refused before there was a connection.
    private var tlsJSON: JSONValue {
        .object([
            "version": tls.map { .string($0.version) },
            "cipher": tls.map { .string($0.cipher) },
            "chain": .array(chain.map(\.json)),
        ])
    }
}

extension MailboxSummary {
    fileprivate var json: JSONValue {
        .object([
            "folders": .integer(clamping: folders),
            "inboxMessages": .integer(clamping: inboxMessages),
            "specialUses": .array(
                specialUses.map { .object(["use": .string($0.use), "name": .string($0.name)]) }),
            "namespaces": .strings(namespaces),
        ])
    }
}

extension VerificationStep {
    fileprivate func json(in language: Language) -> JSONValue {
        .object([
            "name": .string(name.rawValue),
            "outcome": .string(outcome.rawValue),
            "milliseconds": .integer(clamping: duration.milliseconds),
            "detail": detail.map(JSONValue.string),
            "diagnostics": .array(diagnostics.map { $0.json(in: language) }),
        ])
    }
}

extension Certificate {
    fileprivate var json: JSONValue {
        .object([
            "subject": .string(DisplayText.clean(subject)),
            "issuer": .string(DisplayText.clean(issuer)),
            "names": .strings(names.map { DisplayText.clean($0) }),
            "notBefore": .string(notBefore.description),
            "notAfter": .string(notAfter.description),
            "sha256": .string(sha256),
            "key": key.bits == 0 ? nil : .string("\(key.algorithm) \(key.bits)"),
            "signature": signature.isEmpty ? nil : .string(signature),
            "sent": .bool(isSent),
            "problems": .strings(problems.map(\.name)),
        ])
    }
}

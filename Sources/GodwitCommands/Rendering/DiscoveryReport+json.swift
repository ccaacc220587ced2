internal import AccountDiscovery
internal import MailCore

extension DiscoveryReport {
    /// The shape of `resolve` in the command line contract.
    func json(in language: Language) -> JSONValue {
        .object([
            "address": .string(address.description),
            "provider": provider?.identity,
            "verdict": .string(verdict.rawValue),
            "chosen": chosen.map { .integer(Int64($0)) },
            "candidates": .array(candidates.map { $0.json(in: language, sightings: sightings) }),
            "attempts": .array(attempts.map { $0.json(in: language) }),
            "conflicts": .array(conflicts.map(\.json)),
            "secret": provider?.notes?.secret?.json(in: language),
            "switches": provider?.notes.map { .array($0.switches.map { $0.json(in: language) }) },
            "history": provider?.notes.map { .array($0.history.map { $0.json(in: language) }) },
            "limits": provider?.notes.map { .array($0.limits.map { $0.json(in: language) }) },
            "quirks": provider?.notes.map { .strings($0.quirks.map(\.rawValue)) },
        ])
    }
}

extension Candidate {
    fileprivate func json(in language: Language, sightings: [ServerSighting]) -> JSONValue {
        let server = { (settings: ServerSettings) in
            settings.json.adding("probe", sightings.first { $0.isOf(settings) }?.json(in: language))
        }
        return .object([
            "source": .string(source.rawValue),
            "trust": .string(trust.word),
            "usableWithoutAsking": .bool(isUsableWithoutAsking),
            "doubts": .strings(trust.doubts.map(\.rawValue)),
            "incoming": .array(incoming.map(server)),
            "outgoing": .array(outgoing.map(server)),
            "refused": refused.isEmpty ? nil : .array(refused.map { $0.json(in: language) }),
            "documentation": .strings(documentation),
        ])
    }
}

extension RefusedServer {
    fileprivate func json(in language: Language) -> JSONValue {
        settings.json.adding("reason", .string(reason.text(in: language)))
    }
}

extension ServerSighting {
    fileprivate func json(in language: Language) -> JSONValue {
        .object([
            "outcome": .string(outcome.rawValue),
            "milliseconds": .integer(duration.milliseconds),
            "tls": tlsVersion.map(JSONValue.string),
            "greeting": greeting.map(JSONValue.string),
            "capabilities": .strings(capabilities),
            "reason": reason.map { .string($0.text(in: language)) },
        ])
    }
}

extension ServerSettings {
    /// The shape `S` of the command line contract.
    var json: JSONValue {
        .object([
            "protocol": .string(`protocol`.rawValue),
            "host": .string(host),
            "port": .integer(Int64(port)),
            "security": .string(security.rawValue),
            "username": .string(username),
            "authentication": .strings(authentication.map(\.rawValue)),
            "registrableDomain": .string(RegistrableDomain.of(host: host)),
        ])
    }
}

extension Attempt {
    fileprivate func json(in language: Language) -> JSONValue {
        .object([
            "source": .string(source.rawValue),
            "target": .string(target),
            "outcome": .string(outcome.rawValue),
            "trust": trust.map { .string($0.word) },
            "milliseconds": .integer(duration.milliseconds),
            "hops": .strings(evidence.hops),
            "tls": evidence.protection.map { .string($0.rawValue) },
            "dnssec": evidence.isAuthenticatedByDNSSEC.map(JSONValue.bool),
            "temporary": outcome == .failed ? .bool(isTemporary) : nil,
            "notOffered": evidence.denied.isEmpty ? nil : .array(evidence.denied.map(\.json)),
            "reason": reason.map { .string($0.text(in: language)) },
        ])
    }
}

extension DeniedService {
    fileprivate var json: JSONValue {
        .object(["protocol": .string(`protocol`.rawValue), "security": .string(security.rawValue)])
    }
}

extension Conflict {
    fileprivate var json: JSONValue {
        .object([
            "what": .string(what),
            "values": .array(
                values.map { .object(["source": .string($0.source.rawValue), "value": .string($0.value)]) }),
        ])
    }
}

extension Trust {
    /// `trusted` or `unverified`.
    var word: String {
        switch self {
        case .trusted: "trusted"
        case .unverified: "unverified"
        }
    }

    /// Why not, in a stable order.
    var doubts: [Doubt] {
        switch self {
        case .trusted: []
        case .unverified(let doubts): Doubt.allCases.filter(doubts.contains)
        }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}

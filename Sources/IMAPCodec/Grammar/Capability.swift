/// Something a server says it can do, in upper case (RFC 9051 §7.2.2).
package struct Capability: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package var description: String { rawValue }

    package init(rawValue: String) { self.rawValue = rawValue.uppercased() }

    package static let imap4rev2 = Self(rawValue: "IMAP4REV2")
    package static let startTLS = Self(rawValue: "STARTTLS")
    package static let loginDisabled = Self(rawValue: "LOGINDISABLED")
    package static let saslInitialResponse = Self(rawValue: "SASL-IR")
    package static let authPlain = Self(rawValue: "AUTH=PLAIN")
    package static let authLogin = Self(rawValue: "AUTH=LOGIN")
    package static let id = Self(rawValue: "ID")
    package static let namespace = Self(rawValue: "NAMESPACE")
    package static let quota = Self(rawValue: "QUOTA")
    package static let specialUse = Self(rawValue: "SPECIAL-USE")
    package static let createSpecialUse = Self(rawValue: "CREATE-SPECIAL-USE")
    package static let uidPlus = Self(rawValue: "UIDPLUS")
    package static let move = Self(rawValue: "MOVE")
    package static let multiAppend = Self(rawValue: "MULTIAPPEND")
    package static let literalPlus = Self(rawValue: "LITERAL+")
    package static let literalMinus = Self(rawValue: "LITERAL-")
    package static let unselect = Self(rawValue: "UNSELECT")
    package static let idle = Self(rawValue: "IDLE")
    package static let enable = Self(rawValue: "ENABLE")
    package static let listExtended = Self(rawValue: "LIST-EXTENDED")
    package static let listStatus = Self(rawValue: "LIST-STATUS")
    package static let extendedSearch = Self(rawValue: "ESEARCH")
    package static let condStore = Self(rawValue: "CONDSTORE")
    package static let qResync = Self(rawValue: "QRESYNC")
    package static let compressDeflate = Self(rawValue: "COMPRESS=DEFLATE")
}

extension Set<Capability> {
    /// The value of `APPENDLIMIT=n` in bytes (RFC 7889 §4); nil when there is none.
    package var appendLimit: UInt64? {
        for capability in self where capability.rawValue.hasPrefix("APPENDLIMIT=") {
            return UInt64(capability.rawValue.dropFirst("APPENDLIMIT=".count))
        }
        return nil
    }

    /// Whether each mailbox has its own limit, which STATUS tells (RFC 7889 §3): `APPENDLIMIT` without a value.
    package var haveAppendLimits: Bool { contains(Capability(rawValue: "APPENDLIMIT")) }

    /// Whether changes are counted (RFC 7162); QRESYNC includes CONDSTORE, and not everybody lists both.
    package var keepModSequences: Bool { contains(.condStore) || contains(.qResync) }

    /// How literals may be sent (RFC 7888 §3 and §4).
    package var literalSupport: LiteralSupport {
        if contains(.literalPlus) { return .nonSynchronizing }
        return contains(.literalMinus) || contains(.imap4rev2) ? .nonSynchronizingUpTo4096 : .synchronizing
    }
}

/// Which literals may be sent without waiting for the server's go-ahead (RFC 7888).
package enum LiteralSupport: Hashable, Sendable {
    case synchronizing
    case nonSynchronizingUpTo4096
    case nonSynchronizing

    package func needsGoAhead(size: UInt64) -> Bool {
        switch self {
        case .synchronizing: true
        case .nonSynchronizingUpTo4096: size > 4_096
        case .nonSynchronizing: false
        }
    }
}

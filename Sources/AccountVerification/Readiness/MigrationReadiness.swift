public import AccountDiscovery
public import MailCore

/// What is known of an account's provider that matters to a migration, before anything is copied.
public struct MigrationReadiness: Hashable, Sendable {
    /// On which side of a migration an account is.
    public enum Role: Hashable, Sendable, CaseIterable {
        /// Mail is taken from it.
        case source
        /// Mail is brought to it.
        case target
    }

    /// Warnings first: mail that would stay behind without a word.
    public let findings: [Diagnostic]

    /// - Parameters:
    ///   - provider: who runs the server; nil when nobody is known.
    ///   - settings: the server to be used.
    ///   - roles: on which side it may be.
    ///   - appendLimit: the largest message the server says it takes, bytes; it counts more than what the profile says.
    ///   - largestFolder: messages in the account's largest folder; nil when not all were counted.
    public init(
        provider: AutoconfigDocument?, settings: ServerSettings, roles: Set<Role>, appendLimit: UInt64? = nil,
        largestFolder: Int? = nil
    ) {
        guard let notes = provider?.notes else {
            findings = []
            return
        }
        let name = provider?.displayName ?? DisplayText.clean(settings.host)
        let isSource = roles.contains(.source)
        let windows = isSource ? notes.history.filter { $0.exportHost != settings.host } : []
        let limits = notes.limits.filter { limit in
            !limit.name.roles.isDisjoint(with: roles) && !(limit.name == .appendBytes && appendLimit != nil)
        }
        let all =
            windows.map { $0.diagnostic(at: name, largestFolder: largestFolder) }
            + limits.map { $0.diagnostic(at: name) }
            + notes.quirks.compactMap { $0.diagnostic(at: name, roles, over: settings.protocol) }
        findings = all.filter { $0.severity > .info } + all.filter { $0.severity == .info }
    }
}

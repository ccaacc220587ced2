public import MailCore
internal import MailTransport

/// The profiles that are part of the library. Their names, domains and hosts are known without reading a document:
/// only the profile that is asked for is read.
public enum ProviderCatalog {
    /// All of them, sorted by identifier. Reads every document.
    public static let profiles: [AutoconfigDocument] = EmbeddedProfiles.all.compactMap(read)

    /// The profile of the provider whose own domain this is.
    public static func profile(forDomain domain: String) -> AutoconfigDocument? {
        let domain = domain.lowercased()
        return EmbeddedProfiles.all.first { $0.domains.contains(domain) }.flatMap(read)
    }

    /// The profile with this identifier.
    public static func profile(identifier: String) -> AutoconfigDocument? {
        EmbeddedProfiles.all.first { $0.name == identifier }.flatMap(read)
    }

    /// The document as it is in `providers/`.
    public static func text(identifier: String) -> String? {
        EmbeddedProfiles.all.first { $0.name == identifier }?.xml
    }

    /// The profile of the provider that receives the mail of a domain with this MX host. The longest pattern counts.
    public static func profile(forMailExchanger host: String) -> AutoconfigDocument? {
        let matches = EmbeddedProfiles.all.flatMap { profile in
            profile.mailExchangers.compactMap(MailExchangerPattern.init).filter { $0.matches(host) }
                .map { (profile, length: $0.description.utf8.count) }
        }
        return matches.max { $0.length < $1.length }.flatMap { read($0.0) }
    }

    /// The profile whose server a setting names: company domains are often hosted by a provider we know. Among
    /// profiles with the same servers, the one whose domain the user name has, else one that is for customers'
    /// domains. On this computer, which has one name for whatever runs there, the port counts as well.
    public static func profile(forServer settings: ServerSettings) -> AutoconfigDocument? {
        let domain = settings.username.split(separator: "@").last.map { $0.lowercased() } ?? ""
        let profiles = EmbeddedProfiles.all.filter { $0.hosts.contains(settings.host) }
        let isPrivate = HostAddress(settings.host)?.scope == .private
        let byPreference =
            profiles.filter { $0.domains.contains(domain) } + profiles.filter { !$0.mailExchangers.isEmpty } + profiles
        return byPreference.lazy.compactMap(read).first { profile in
            (profile.incoming + profile.outgoing).contains {
                $0.host == settings.host && $0.protocol == settings.protocol
                    && (!isPrivate || $0.port == settings.port)
            }
        }
    }

    private static func read(_ profile: EmbeddedProfile) -> AutoconfigDocument? {
        try? AutoconfigDocument(decoding: Array(profile.xml.utf8))
    }
}

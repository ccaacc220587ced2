public import MailCore

/// The profiles that are part of the library.
public enum ProviderCatalog {
    /// All of them, sorted by identifier; none has ``AutoconfigDocument/problems``.
    public static let profiles: [AutoconfigDocument] = EmbeddedProfiles.documents.compactMap { document in
        try? AutoconfigDocument(decoding: Array(document.xml.utf8))
    }

    /// The profile of the provider whose own domain this is.
    public static func profile(forDomain domain: String) -> AutoconfigDocument? {
        profiles.first { $0.domains.contains(domain.lowercased()) }
    }

    /// The profile with this identifier.
    public static func profile(identifier: String) -> AutoconfigDocument? {
        profiles.first { $0.identifier == identifier }
    }

    /// The document as it is in `providers/`.
    public static func text(identifier: String) -> String? {
        EmbeddedProfiles.documents.first { $0.name == identifier }?.xml
    }

    /// The profile whose server a setting names: company domains are often hosted by a provider we know.
    public static func profile(forServer settings: ServerSettings) -> AutoconfigDocument? {
        profiles.first { profile in
            (profile.incoming + profile.outgoing).contains {
                $0.host == settings.host && $0.protocol == settings.protocol
            }
        }
    }
}

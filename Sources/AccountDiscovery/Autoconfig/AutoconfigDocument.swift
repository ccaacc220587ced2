public import MailCore

/// A document in Mozilla's autoconfig format (draft-ietf-mailmaint-autoconfig), read leniently: a broken server
/// entry costs only that entry, unknown elements are ignored, and everything odd is listed in ``problems``.
public struct AutoconfigDocument: Hashable, Sendable {
    /// What the provider calls itself, mostly one of its domains; may be empty.
    public var identifier: String
    /// Those whose addresses it is for, in lower case.
    public var domains: [String] = []
    /// For people, made safe to show.
    public var displayName: String?
    /// In the provider's order of preference.
    public var incoming: [ServerTemplate] = []
    /// The same for sending.
    public var outgoing: [ServerTemplate] = []
    /// Pages for people.
    public var documentation: [String] = []
    /// How one signs in there in the browser.
    public var oauth: OAuthProfile?
    /// What we know beyond the format, in documents of our own.
    public internal(set) var notes: ProviderNotes?
    /// What was left out, or read with goodwill.
    public internal(set) var problems: [AutoconfigProblem] = []

    /// Reads a document of at most ``ByteLimits/configurationDocument`` bytes.
    public init(decoding bytes: [UInt8]) throws(AutoconfigError) {
        let root: XMLElement
        do { root = try XMLReader.read(bytes) } catch { throw .xml(error) }
        guard root.name.lowercased() == "clientconfig" else { throw .notAutoconfig(root: DisplayText.clean(root.name)) }
        // Several providers in one document are not in use; the first counts.
        guard let provider = root.first("emailProvider") else { throw .noProvider }

        identifier = provider.attributes["id"]?.trimmingBlanks() ?? ""
        domains = provider.all("domain").map { $0.text.trimmingBlanks().lowercased() }
        displayName = provider.first("displayName").map { DisplayText.clean($0.text.trimmingBlanks()) }
        documentation = provider.all("documentation").compactMap { $0.attributes["url"] }.filter(Self.isWebPage)
        incoming = servers(in: provider.all("incomingServer"), protocols: [.imap, .pop3])
        outgoing = servers(in: provider.all("outgoingServer"), protocols: [.smtp])
        let profile = root.children.first { $0.namespace == ProviderNotes.namespace && $0.name == "profile" }
        notes = profile.map(ProviderNotes.init)
        // Some documents have it inside of the provider.
        oauth = OAuthProfile(root.first("oAuth2") ?? provider.first("oAuth2"), notes: profile?.first("oauth"))
        if incoming.isEmpty && outgoing.isEmpty && notes?.isImpossible != true {
            note(
                provider, LocalizedText("There is no usable mail server in it.", zhHans: "其中没有可用的邮件服务器。"))
        }
    }

    /// The settings for one address, without entries that make no sense for it.
    public func incomingSettings(for address: EmailAddress) -> [ServerSettings] {
        incoming.compactMap { $0.settings(for: address) }
    }

    /// See ``incomingSettings(for:)``.
    public func outgoingSettings(for address: EmailAddress) -> [ServerSettings] {
        outgoing.compactMap { $0.settings(for: address) }
    }

    private mutating func servers(in elements: [XMLElement], protocols: [MailProtocol]) -> [ServerTemplate] {
        var servers: [ServerTemplate] = []
        for element in elements {
            do throws(ServerEntryError) {
                let server = try ServerTemplate(element, protocols: protocols)
                if !servers.contains(server) { servers.append(server) }
            } catch {
                // Servers of other kinds (Exchange, news) are no mistake.
                if error != .otherProtocol { note(element, error.message) }
            }
        }
        return servers
    }

    private mutating func note(_ element: XMLElement, _ message: LocalizedText) {
        problems.append(AutoconfigProblem(line: element.line, message: message))
    }

    private static func isWebPage(_ url: String) -> Bool {
        url.hasPrefix("https://") || url.hasPrefix("http://")
    }
}

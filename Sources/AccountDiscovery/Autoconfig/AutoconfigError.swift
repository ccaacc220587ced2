/// Why nothing at all could be taken from a document.
public enum AutoconfigError: Error, Hashable, Sendable {
    case xml(XMLError)
    /// The root element is not `clientConfig`: a web page, most often.
    case notAutoconfig(root: String)
    /// There is no `emailProvider` in it.
    case noProvider
}

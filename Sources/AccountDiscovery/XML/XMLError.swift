/// Why a document could not be read.
public enum XMLError: Error, Hashable, Sendable {
    /// More bytes than a configuration document may have.
    case tooLarge
    /// It holds a DOCTYPE, which configuration documents do not need and attacks do.
    case documentType
    /// Deeper, wider or wordier than a configuration document is.
    case limitExceeded(line: Int)
    /// Not well-formed.
    case malformed(line: Int)
}

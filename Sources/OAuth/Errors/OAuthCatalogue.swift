internal import MailCore

/// Why a server gives no token.
typealias OAuthCause = RefusalCause<KnownRefusal>

/// What authorization servers say when they refuse, and what it means.
enum OAuthCatalogue {
    static let causes = [microsoft, google, anyServer].flatMap(\.self)

    /// - Returns: nil for a refusal that nobody has noted. A number of Microsoft's says more than the code beside it.
    static func cause(of refusal: OAuthRefusal) -> OAuthCause? {
        OAuthCause.best(in: causes) { $0.fits(refusal) ? $0.weight : nil }
    }
}

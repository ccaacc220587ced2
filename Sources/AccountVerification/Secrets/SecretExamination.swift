public import AccountDiscovery
public import MailCore

/// Looks at a secret before a login is spent on it: providers lock accounts after a few that are refused.
///
/// No text here holds any part of the secret.
public struct SecretExamination: Sendable {
    /// What to log in with: the secret as it was given, without what cannot belong to it.
    public let secret: Secret
    /// What was left out, and what is odd about the rest.
    public let diagnostics: [Diagnostic]

    /// - Parameter provider: says which secret it wants; nil when nothing is known.
    public init(_ given: Secret, for provider: AutoconfigDocument?) {
        if let impossible = Self.impossibility(at: provider) {
            (secret, diagnostics) = (given, [impossible])
            return
        }
        let policy = provider?.notes?.secret
        let name = provider?.displayName
        let wording = SecretFlawWording(provider: name, policy: policy)
        let (corrected, flaws) = Self.correct(given, shape: policy?.shape)
        secret = corrected ?? given
        diagnostics = flaws.map(wording.diagnostic)
    }

    /// Why this provider lets nobody in with a password, so that none need be asked for; nil where one may work.
    public static func impossibility(at provider: AutoconfigDocument?) -> Diagnostic? {
        provider?.notes?.secret?.impossibility(at: provider?.displayName)
    }

    /// Whether it is certain that this provider lets nobody in with a password.
    public var isHopeless: Bool { diagnostics.contains { $0.severity == .error } }

    /// Whether it is most likely another secret than the provider wants.
    public var isDoubtful: Bool { diagnostics.contains { $0.code == .secretOfWrongKind } }

    /// - Returns: nothing for a secret that is not UTF-8, or of which nothing would be left.
    private static func correct(_ given: Secret, shape: SecretShape?) -> (Secret?, [SecretFlaw]) {
        given.withBytes { bytes in
            guard var scalars = String(validating: bytes, as: UTF8.self).map({ Array($0.unicodeScalars) }) else {
                return (nil, [])
            }
            defer { scalars.overwrite() }
            var correction = SecretCorrection(scalars, shape: shape)
            defer { correction.wipe() }
            guard !correction.scalars.isEmpty else { return (nil, []) }
            return (correction.secret, correction.flaws)
        }
    }
}

extension SecretExamination {
    /// Whether two secrets fit each other's accounts, and not their own: they were given the wrong way round.
    public static func areExchanged(
        _ first: (secret: Secret, provider: AutoconfigDocument?),
        _ second: (secret: Secret, provider: AutoconfigDocument?)
    ) -> Bool {
        func fits(_ secret: Secret, _ provider: AutoconfigDocument?) -> Bool? {
            provider?.notes?.secret?.shape.map { shape in correct(secret, shape: shape).1.allSatisfy(\.isCorrected) }
        }
        guard fits(first.secret, first.provider) == false, fits(first.secret, second.provider) == true else {
            return false
        }
        return fits(second.secret, second.provider) == false && fits(second.secret, first.provider) != false
    }
}

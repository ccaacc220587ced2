internal import COpenSSL

/// A certificate authority that nobody else trusts, in a folder of its own. Every certificate is made in process, in a
/// millisecond or two, so each can have the one defect that a test is about.
///
/// ```swift
/// let authority = try SandboxCertificateAuthority(in: folder)
/// let server = try authority.issue(names: ["localhost"])
/// // server.certificateFile, server.keyFile, authority.certificateFile
/// ```
public struct SandboxCertificateAuthority {
    /// PEM file of the authority's certificate: what a client trusts.
    public let certificateFile: String
    private let folder: String
    private let identity: SandboxIdentity

    /// Makes the authority. The folder must exist.
    ///
    /// - Throws: ``SandboxCertificateError``.
    public init(in folder: String, name: String = "Sandbox Root") throws {
        try self.init(in: folder, name: name, issuer: nil)
    }

    /// An authority below this one. Its certificate is part of what its servers send unless `sendsIntermediate`
    /// is false.
    ///
    /// - Throws: ``SandboxCertificateError``.
    public func intermediate(name: String = "Sandbox Intermediate") throws -> SandboxCertificateAuthority {
        try SandboxCertificateAuthority(in: folder, name: name, issuer: identity)
    }

    private init(in folder: String, name: String, issuer: SandboxIdentity?) throws {
        var request = SandboxCertificateRequest(commonName: name)
        request.isAuthority = true
        self.folder = folder
        identity = try SandboxIdentity(request, issuer: issuer)
        certificateFile = try identity.write(name: "ca-\(name.filter(\.isLetter))", in: folder).certificateFile
    }

    /// A server certificate signed by this authority, valid from an hour ago for 90 days unless said otherwise.
    ///
    /// - Parameters:
    ///   - names: host names and IP addresses of its subjectAltName.
    ///   - validFrom: seconds from now to the begin of its validity; negative for the past.
    ///   - validUntil: seconds from now to its end.
    ///   - purpose: what it may be used for, in OpenSSL's words.
    ///   - issuerLocation: the URL it names for the issuer's certificate (RFC 5280 §4.2.2.1).
    ///   - sendsIntermediate: whether the file also holds this authority's certificate.
    ///   - other: an authority whose certificate the file holds instead.
    /// - Throws: ``SandboxCertificateError``.
    public func issue(
        names: [String], commonName: String = "Sandbox Server", validFrom: Int = -3_600,
        validUntil: Int = 90 * 86_400, key: SandboxKey = .ec, purpose: String = "serverAuth",
        issuerLocation: String? = nil, sendsIntermediate: Bool = false,
        alsoSending other: SandboxCertificateAuthority? = nil,
        digest: SandboxDigest = .sha256
    ) throws -> SandboxCertificateFiles {
        var request = SandboxCertificateRequest(
            commonName: commonName, names: names, validFrom: validFrom, validUntil: validUntil, key: key,
            purpose: purpose, issuerLocation: issuerLocation)
        request.digest = digest
        let leaf = try SandboxIdentity(request, issuer: identity)
        return try leaf.write(
            name: "leaf-\(leaf.serial)", in: folder, alsoSending: sendsIntermediate ? identity : other?.identity)
    }

    /// A server certificate signed by itself.
    ///
    /// - Throws: ``SandboxCertificateError``.
    public static func selfSigned(names: [String], in folder: String) throws -> SandboxCertificateFiles {
        let leaf = try SandboxIdentity(
            SandboxCertificateRequest(commonName: "Self Signed", names: names), issuer: nil)
        return try leaf.write(name: "self-\(leaf.serial)", in: folder)
    }
}

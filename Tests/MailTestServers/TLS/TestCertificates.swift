internal import COpenSSL
import Glibc

/// A certificate authority for tests, in a folder of its own. Every certificate is made in process, in a
/// millisecond or two, so each test can have the one defect it is about.
///
///     let authority = try TestCertificateAuthority(in: folder)
///     let server = try authority.issue(names: ["localhost"])
///     // server.certificateFile, server.keyFile, authority.certificateFile
package struct TestCertificateAuthority {
    /// PEM file of the authority's certificate: what a client trusts.
    package let certificateFile: String
    private let folder: String
    private let identity: TestIdentity

    /// Makes the authority. The folder must exist.
    package init(in folder: String, name: String = "Test Root") throws {
        self.folder = folder
        var request = TestCertificateRequest(commonName: name)
        request.isAuthority = true
        identity = try TestIdentity(request, issuer: nil)
        certificateFile = try identity.write(name: "ca-\(name.filter(\.isLetter))", in: folder).certificateFile
    }

    /// An authority below this one. Its certificate is part of what its servers send unless `sendsIntermediate`
    /// is false.
    package func intermediate(name: String = "Test Intermediate") throws -> TestCertificateAuthority {
        var request = TestCertificateRequest(commonName: name)
        request.isAuthority = true
        return try TestCertificateAuthority(
            folder: folder, identity: TestIdentity(request, issuer: identity), name: name)
    }

    private init(folder: String, identity: TestIdentity, name: String) throws {
        self.folder = folder
        self.identity = identity
        certificateFile = try identity.write(name: "ca-\(name.filter(\.isLetter))", in: folder).certificateFile
    }

    /// A server certificate signed by this authority, valid from an hour ago for 90 days unless said otherwise.
    ///
    /// - Parameters:
    ///   - names: host names and IP addresses of its subjectAltName.
    ///   - validFrom: seconds from now to the begin of its validity; negative for the past.
    ///   - validUntil: seconds from now to its end.
    ///   - sendsIntermediate: whether the file also holds this authority's certificate.
    ///   - other: an authority whose certificate the file holds instead.
    package func issue(
        names: [String], commonName: String = "Test Server", validFrom: Int = -3_600,
        validUntil: Int = 90 * 86_400, key: TestKey = .ec, purpose: String = "serverAuth",
        issuerLocation: String? = nil, sendsIntermediate: Bool = false,
        alsoSending other: TestCertificateAuthority? = nil,
        digest: TestDigest = .sha256
    ) throws -> TestCertificateFiles {
        var request = TestCertificateRequest(
            commonName: commonName, names: names, validFrom: validFrom, validUntil: validUntil, key: key,
            purpose: purpose, issuerLocation: issuerLocation)
        request.digest = digest
        let leaf = try TestIdentity(request, issuer: identity)
        return try leaf.write(
            name: "leaf-\(leaf.serial)", in: folder, alsoSending: sendsIntermediate ? identity : other?.identity)
    }

    /// A server certificate signed by itself.
    package static func selfSigned(names: [String], in folder: String) throws -> TestCertificateFiles {
        let leaf = try TestIdentity(TestCertificateRequest(commonName: "Self Signed", names: names), issuer: nil)
        return try leaf.write(name: "self-\(leaf.serial)", in: folder)
    }
}

/// PEM files for a server's configuration.
package struct TestCertificateFiles: Hashable, Sendable {
    /// The server's certificate first, then what else it sends.
    package let certificateFile: String
    /// The private key, readable by its owner only.
    package let keyFile: String
}

/// What kind of key a certificate has.
package enum TestKey: Sendable {
    /// P-256.
    case ec
    /// RSA of so many bits.
    case rsa(bits: Int32)
}

/// What a certificate is signed with.
package enum TestDigest: Sendable {
    case sha256
    /// Too weak since 2017.
    case sha1
}

/// Why a certificate could not be made: OpenSSL's words, or the file that could not be written.
package struct TestCertificateError: Error {
    package let reason: String
}

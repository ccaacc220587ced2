internal import FoundationEssentials
internal import HTTPFetch
internal import MailCore

extension SignIn {
    private static let version = 1

    /// As it is kept; secret.
    var document: Secret {
        var record = Record(
            version: Self.version, account: account, clientID: client.identifier, clientSecret: client.secret?.text,
            tokenEndpoint: tokenEndpoint.description, revocationEndpoint: revocationEndpoint?.description,
            scope: scope, trustsHost: trustsHost)
        switch way {
        case .refreshToken(let token): record.refreshToken = token.text
        case .serviceAccount(let keyFile): record.keyFile = keyFile
        case .clientCredentials: break
        }
        if let access {
            record.access = Record.Access(
                token: access.token.text, expires: access.expires, renewal: access.renewal, person: access.person)
        }
        guard var bytes = try? Array(JSONEncoder().encode(record)) else { return Secret("") }
        defer { bytes.wipe() }
        return Secret(bytes)
    }

    /// Nil when it is no such document, or of another version.
    init?(_ document: Secret) {
        let data = document.withBytes { Data($0) }
        guard data.count <= OAuthLimits.file, let record = try? JSONDecoder().decode(Record.self, from: data),
            record.version == Self.version, let tokenEndpoint = HTTPURL(record.tokenEndpoint), tokenEndpoint.isSecure
        else { return nil }
        let way: Way =
            if let token = record.refreshToken {
                .refreshToken(Secret(token))
            } else if let keyFile = record.keyFile {
                .serviceAccount(keyFile: keyFile)
            } else {
                .clientCredentials
            }
        self.init(
            account: record.account, way: way,
            client: OAuthClient(identifier: record.clientID, secret: record.clientSecret.map { Secret($0) }),
            tokenEndpoint: tokenEndpoint, revocationEndpoint: record.revocationEndpoint.flatMap { HTTPURL($0) },
            scope: record.scope, trustsHost: record.trustsHost)
        access = record.access.map {
            Access(token: Secret($0.token), expires: $0.expires, renewal: $0.renewal, person: $0.person)
        }
    }

    private struct Record: Codable {
        var version: Int
        var account: String
        var clientID: String
        var clientSecret: String?
        var tokenEndpoint: String
        var revocationEndpoint: String?
        var scope: String?
        var trustsHost: Bool
        var refreshToken: String?
        var keyFile: String?
        var access: Access?

        struct Access: Codable {
            var token: String
            var expires: Int?
            var renewal: Int?
            var person: String
        }
    }
}

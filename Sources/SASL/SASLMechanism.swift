/// The mechanisms that we speak, the strongest first. Raw values are the registered names.
package enum SASLMechanism: String, CaseIterable, Hashable, Sendable {
    case scramSHA256Plus = "SCRAM-SHA-256-PLUS"
    case scramSHA1Plus = "SCRAM-SHA-1-PLUS"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA1 = "SCRAM-SHA-1"
    case cramMD5 = "CRAM-MD5"
    case plain = "PLAIN"
    case login = "LOGIN"
    case oauthBearer = "OAUTHBEARER"
    case xoauth2 = "XOAUTH2"

    /// Whether the secret itself goes over the line.
    package var isCleartext: Bool {
        switch self {
        case .plain, .login, .oauthBearer, .xoauth2: true
        case .scramSHA256Plus, .scramSHA1Plus, .scramSHA256, .scramSHA1, .cramMD5: false
        }
    }

    var kind: LoginCredentials.Kind {
        switch self {
        case .oauthBearer, .xoauth2: .accessToken
        case .scramSHA256Plus, .scramSHA1Plus, .scramSHA256, .scramSHA1, .cramMD5, .plain, .login: .password
        }
    }

    var bindsChannel: Bool { self == .scramSHA256Plus || self == .scramSHA1Plus }
}

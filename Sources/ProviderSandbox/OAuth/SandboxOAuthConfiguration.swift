/// What an authorization server of the sandbox is like.
public struct SandboxOAuthConfiguration: Sendable {
    /// Its own https address, without a slash at the end.
    public var issuer: String
    /// The addresses of those who have an account.
    public var users: [String]
    /// Programs it knows from the beginning.
    public var clients: [SandboxOAuthClient]
    /// What may be asked for.
    public var scopes = ["urn:ietf:params:oauth:scope:mail", "offline_access"]
    /// How long an access token is good for, in seconds.
    public var accessTokenLifetime = 3_600
    /// How long a code is good for, in seconds.
    public var codeLifetime = 60
    /// How long a person may take on another device, in seconds.
    public var deviceCodeLifetime = 900
    /// How many seconds have to lie between two questions of a device.
    public var deviceInterval = 1
    /// Whether a refresh token is good only once.
    public var rotatesRefreshTokens = true
    /// Whether strangers may register programs.
    public var acceptsRegistration = true
    /// Whether everybody says yes without being asked.
    public var consentsAtOnce = false
    /// Service accounts that may act for all users: their names and public keys (PEM).
    public var serviceAccounts: [String: String] = [:]
    /// What goes wrong.
    public var fault: SandboxOAuthFault?

    /// A server that works.
    public init(issuer: String, users: [String], clients: [SandboxOAuthClient] = []) {
        self.issuer = issuer
        self.users = users
        self.clients = clients
    }
}

/// A program that is registered.
public struct SandboxOAuthClient: Hashable, Sendable {
    public var identifier: String
    /// Nil for a public client.
    public var secret: String?
    /// The port of a loopback address does not count (RFC 8252 §7.3).
    public var redirectURIs: [String]
    /// Whether it may ask for tokens in its own name.
    public var actsForItself = false

    public init(_ identifier: String, secret: String? = nil, redirectURIs: [String] = ["http://127.0.0.1"]) {
        self.identifier = identifier
        self.secret = secret
        self.redirectURIs = redirectURIs
    }
}

/// What an authorization server of the sandbox does wrong, or refuses.
public enum SandboxOAuthFault: Hashable, Sendable {
    /// The browser comes back with a state that nobody sent.
    case wrongState
    /// The browser comes back from another server (RFC 9207).
    case wrongIssuer
    /// The browser comes back with a code and without a state.
    case missingState
    /// The person says no.
    case denied
    /// So many questions of a device come too early, whenever they come.
    case slowDown(times: Int)
    /// Codes and refresh tokens have ended.
    case expired
    /// The token endpoint refuses with this error and these words.
    case refusal(error: String, words: String)
    /// The token endpoint answers this status, without a reason.
    case status(Int)
    /// The token endpoint repeats what it was sent in its refusal.
    case echo
    /// No refresh token is given.
    case noRefreshToken
    /// The answer of the token endpoint is no JSON.
    case nonsense
}

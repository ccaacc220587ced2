import FoundationEssentials
import HTTPFetch
import MailCore
import MailTestServers
import MailTransport
import NIOPosix
import ProviderSandbox
import Synchronization
import Testing

@testable import OAuth

/// Tokens that are renewed, against an authorization server.
@Suite struct SignedInAccountTests {
    private static let person = "alice@example.org"

    /// A sign-in at a server, and its store.
    private struct Setting {
        let server: TestAuthorizationServer
        let session: OAuthSession
        let place: SignInPlace
        let clock = TestClock()

        func account(person: String = SignedInAccountTests.person) -> SignedInAccount {
            SignedInAccount(person: person, place: place, session: session, now: clock.now)
        }

        var refreshToken: String? {
            guard let signIn = try? place.read(), case .refreshToken(let token) = signIn.way else { return nil }
            return token.text
        }

        /// Both clocks go ahead.
        func advance(seconds: Int) {
            clock.advance(seconds)
            server.advance(seconds: seconds)
        }

        var refreshes: Int {
            server.requests.count { String(decoding: $0.body, as: UTF8.self).contains("grant_type=refresh_token") }
        }
    }

    private final class TestClock: Sendable {
        private let ahead = Mutex(0)
        func advance(_ seconds: Int) { ahead.withLock { $0 += seconds } }
        var now: @Sendable () -> Int { { WallClock.seconds + self.ahead.withLock { $0 } } }
    }

    private func withSetting(
        configure: (inout SandboxOAuthConfiguration) -> Void = { _ in }, _ body: (Setting) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        try await TestAuthorizationServer.withServer(in: folder, configure: configure) { server in
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: server.certificateAuthorityFile))
            let session = OAuthSession(
                on: MultiThreadedEventLoopGroup.singleton.any(), options: TransportOptions(tls: tls), trustsHost: true)
            let described = try await session.server(issuer: server.issuer, scope: nil)
            let client = OAuthClient(identifier: "godwit-test")
            let response = try await signIn(at: described, client, session, server)
            var signIn = SignIn(
                account: Self.person, way: .refreshToken(try #require(response.refreshToken)), client: client,
                tokenEndpoint: described.tokenEndpoint, revocationEndpoint: described.revocationEndpoint,
                scope: described.scope, trustsHost: true)
            let place = SignInStore(folder: folder.path + "/store").place(of: Self.person, protection: .fileMode)
            signIn.take(response, for: Self.person, at: WallClock.seconds)
            try place.write(signIn)
            try await body(Setting(server: server, session: session, place: place))
        }
    }

    /// By a device, which needs no browser.
    private func signIn(
        at server: AuthorizationServer, _ client: OAuthClient, _ session: OAuthSession, _ test: TestAuthorizationServer
    ) async throws -> TokenResponse {
        let authorization = try await session.deviceAuthorization(at: server, client: client)
        await #expect(throws: OAuthError.refused(OAuthRefusal(code: "authorization_pending"))) {
            try await session.token(for: authorization, at: server, client: client)
        }
        #expect(test.withMachine { $0.approve(userCode: authorization.userCode, as: Self.person) } == true)
        test.advance(seconds: 1)
        return try await session.token(for: authorization, at: server, client: client)
    }

    @Test func `A token is used until shortly before its end`() async throws {
        try await withSetting { setting in
            let account = setting.account()
            let first = try await account.token(afterRefusalOf: nil)
            #expect(try await account.token(afterRefusalOf: nil).secret == first.secret)
            setting.advance(seconds: 2_990)
            #expect(try await account.token(afterRefusalOf: nil).secret == first.secret)
            #expect(setting.refreshes == 0)
            let before = try #require(setting.refreshToken)
            setting.advance(seconds: 20)
            let second = try await account.token(afterRefusalOf: nil)
            #expect(second.secret != first.secret)
            #expect(setting.refreshes == 1)
            #expect(setting.refreshToken != before, "the rotated token is stored")
            let left = ContinuousClock.now.duration(to: try #require(second.expires))
            #expect(left > .seconds(3_500) && left <= .seconds(3_601))
        }
    }

    @Test func `A token that a server refused is not given again`() async throws {
        try await withSetting { setting in
            let account = setting.account()
            let first = try await account.token(afterRefusalOf: nil).secret
            let second = try await account.token(afterRefusalOf: first).secret
            #expect(second != first)
            // Another connection was refused the same one: what has come since will do.
            #expect(try await account.token(afterRefusalOf: first).secret == second)
            #expect(setting.refreshes == 1)
        }
    }

    @Test func `Several at once renew once, and no refresh token is used twice`() async throws {
        try await withSetting { setting in
            let refused = try await setting.account().token(afterRefusalOf: nil).secret
            // As many processes would: each its own account, all the same store.
            let accounts = (1...8).map { _ in setting.account() }
            let tokens = try await withThrowingTaskGroup(of: Secret.self) { group in
                for account in accounts {
                    group.addTask { try await account.token(afterRefusalOf: refused).secret }
                }
                return try await group.reduce(into: [Secret]()) { $0.append($1) }
            }
            #expect(Set(tokens.map(\.text)).count == 1)
            #expect(setting.refreshes == 1)
            _ = try await setting.account().freshToken()
            #expect(setting.refreshes == 2)
        }
    }

    @Test func `A grant that was revoked ends it, with what to do`() async throws {
        try await withSetting { setting in
            _ = setting.server.withMachine { $0.revokeEverything(of: Self.person) }
            let failure = await #expect(throws: AccessTokenFailure.self) {
                try await setting.account().freshToken()
            }
            #expect(failure?.isTemporary == false)
            #expect(failure?.diagnostic.code == .signInEnded)
            #expect(failure?.diagnostic.remedy?.english.contains("godwit login") == true)
        }
    }

    @Test(arguments: [
        (SandboxOAuthFault.status(503), true), (.refusal(error: "temporarily_unavailable", words: ""), true),
        (.nonsense, false), (.refusal(error: "invalid_client", words: ""), false),
    ])
    func `What may be over by itself is told`(fault: SandboxOAuthFault, isTemporary: Bool) async throws {
        try await withSetting { setting in
            setting.server.fail(with: fault)
            let account = setting.account()
            let failure = await #expect(throws: AccessTokenFailure.self) { try await account.freshToken() }
            #expect(failure?.isTemporary == isTemporary)
            setting.server.fail(with: nil)
            _ = try await account.freshToken()
        }
    }

    @Test func `Nothing that was sent is in an error`() async throws {
        try await withSetting { setting in
            setting.server.fail(with: .echo)
            let failure = await #expect(throws: AccessTokenFailure.self) {
                try await setting.account().freshToken()
            }
            #expect(failure?.diagnostic.evidence?.contains("‹secret›") == true)
            let text = String(describing: failure)
            for secret in setting.server.secrets { #expect(!text.contains(secret)) }
        }
    }

    /// The server has forgotten the old one by then.
    @Test func `A rotated token that cannot be stored is stored before anything else is asked`() async throws {
        try await withSetting { setting in
            let obstacle = setting.place.path + ".new"
            try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
            let account = setting.account()
            let before = setting.refreshToken
            for _ in 1...2 {
                let failure = await #expect(throws: AccessTokenFailure.self) { try await account.freshToken() }
                #expect(failure?.diagnostic.code == .tokenStoreUnusable)
            }
            #expect(setting.refreshes == 1)
            #expect(setting.refreshToken == before)
            try FileManager.default.removeItem(atPath: obstacle)
            let token = try await account.token(afterRefusalOf: nil)
            #expect(setting.refreshToken != before)
            #expect(setting.refreshes == 1)
            #expect(try await setting.account().token(afterRefusalOf: nil).secret == token.secret)
            _ = try await account.freshToken()
        }
    }

    @Test func `A sign-in that is gone is told`() async throws {
        try await withSetting { setting in
            try setting.place.remove()
            let failure = await #expect(throws: AccessTokenFailure.self) { try await setting.account().freshToken() }
            #expect(failure?.diagnostic.code == .tokenStoreUnusable)
        }
    }

    @Test func `A certificate that nobody vouches for gets nothing`() async throws {
        try await withSetting { setting in
            let session = OAuthSession(
                on: MultiThreadedEventLoopGroup.singleton.any(),
                options: TransportOptions(tls: try TLSContext(TLSConfiguration())), trustsHost: true)
            let account = SignedInAccount(
                person: Self.person, place: setting.place, session: session, now: setting.clock.now)
            let failure = await #expect(throws: AccessTokenFailure.self) { try await account.freshToken() }
            #expect(failure?.diagnostic.code.rawValue.hasPrefix("tls.certificate.") == true)
            #expect(failure?.isTemporary == false)
            #expect(setting.refreshes == 0)
        }
    }

    @Test func `A private address is reached only where a person named the server`() async throws {
        try await withSetting { setting in
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: setting.server.certificateAuthorityFile))
            let session = OAuthSession(
                on: MultiThreadedEventLoopGroup.singleton.any(), options: TransportOptions(tls: tls))
            let error = await #expect(throws: OAuthError.self) {
                try await session.server(issuer: setting.server.issuer, scope: nil)
            }
            #expect(error?.diagnostic(server: "s").code == .privateAddress)
        }
    }
}

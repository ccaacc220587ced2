import MailCore
import MailTestServers
import Synchronization
import Testing

@testable import MailboxMigration

/// What all connections to an account make of one source of tokens.
@Suite struct SharedTokensTests {
    private static let failure = AccessTokenFailure(
        Diagnostic(.noAccessToken, message: LocalizedText("none", zhHans: "无")), isTemporary: true)

    /// Answers only when it is told to.
    private final class SlowSource: AccessTokenSource {
        private let asked = Atomic(0)
        private let (questions, question) = AsyncStream.makeStream(of: Void.self)
        private let (answers, answer) = AsyncStream.makeStream(of: AccessToken?.self)

        func token(afterRefusalOf refused: Secret?) async throws(AccessTokenFailure) -> AccessToken {
            asked.add(1, ordering: .relaxed)
            question.yield()
            for await token in answers {
                guard let token else { throw SharedTokensTests.failure }
                return token
            }
            throw SharedTokensTests.failure
        }

        var timesAsked: Int { asked.load(ordering: .relaxed) }

        func wasAsked() async {
            for await _ in questions { return }
        }

        func give(_ token: AccessToken?) { answer.yield(token) }
    }

    private static func token(_ text: String = "token", lifetime: Duration? = nil) -> AccessToken {
        AccessToken(secret: Secret(text), expires: lifetime.map { .now + $0 })
    }

    @Test func `Who asks while another one asks gets the same answer`() async throws {
        let source = SlowSource()
        let tokens = SharedTokens(source)
        async let first = tokens.token()
        await source.wasAsked()
        async let second = tokens.token()
        async let third = tokens.token()
        source.give(Self.token())
        let given = try await [first, second, third]
        #expect(given.allSatisfy { $0.secret === given[0].secret })
        #expect(source.timesAsked == 1)
    }

    @Test func `A token that two connections find refused is refused once`() async throws {
        let source = TestTokens(of: "alice")
        let tokens = SharedTokens(source)
        let held = try await tokens.token()
        #expect(await tokens.refuse(held))
        #expect(await tokens.refuse(held))
        let other = try await tokens.token()
        #expect(await tokens.refuse(held))
        #expect(try await tokens.token().secret === other.secret)
        #expect(source.refused == [TestTokens.text(1)])
    }

    @Test func `So many tokens in a row are tried, and progress starts the count again`() async throws {
        let tokens = SharedTokens(TestTokens(of: "alice"))
        for _ in 1...2 {
            for _ in 0..<CopyLimits.tokenRenewals { #expect(await tokens.refuse(try await tokens.token())) }
            #expect(await !tokens.mayRenew)
            #expect(await !tokens.refuse(try await tokens.token()))
            #expect(await !tokens.sessionExpired())
            await tokens.noteProgress()
        }
    }

    @Test func `A session that ended does not make its token a refused one`() async throws {
        let source = TestTokens(of: "alice")
        let tokens = SharedTokens(source)
        let held = try await tokens.token()
        #expect(await tokens.sessionExpired())
        #expect(try await tokens.token().secret === held.secret)
        #expect(source.refused.isEmpty)
    }

    @Test func `A token is used on when there is no other one ahead of its end`() async throws {
        let source = SlowSource()
        let tokens = SharedTokens(source)
        source.give(Self.token(lifetime: .nanoseconds(2)))
        let held = try await tokens.token()
        source.give(nil)
        let kept = try await tokens.token()
        #expect(kept.secret === held.secret && kept.renewal == nil)
        #expect(try await tokens.token().secret === held.secret)
        #expect(source.timesAsked == (held.renewal == nil ? 1 : 2))
    }

    @Test func `A failure is not remembered`() async throws {
        let source = SlowSource()
        let tokens = SharedTokens(source)
        source.give(nil)
        await #expect(throws: AccessTokenFailure.self) { try await tokens.token() }
        source.give(Self.token())
        _ = try await tokens.token()
    }

    @Test(arguments: [
        // Seconds that a token lasts, and after which another one is asked for.
        (3_600, 3_300), (601, 301), (600, 300), (599, 299.5), (20, 10),
    ])
    func `Another token is asked for a while before the end`(lifetime: Double, renewal: Double) throws {
        let now = ContinuousClock.now
        let token = HeldToken(
            AccessToken(secret: Secret("token"), expires: now + .seconds(lifetime)), receivedAt: now)
        #expect(token.renewal == now + .seconds(renewal))
        #expect(!token.isEnding(at: now + .seconds(renewal) - .nanoseconds(1)))
        #expect(token.isEnding(at: now + .seconds(renewal)))
    }

    @Test(arguments: [nil, Duration.zero, .seconds(-1)])
    func `Where no end is known that can be, the server tells`(lifetime: Duration?) {
        let now = ContinuousClock.now
        let token = HeldToken(
            AccessToken(secret: Secret("token"), expires: lifetime.map { now + $0 }), receivedAt: now)
        #expect(token.renewal == nil && !token.isEnding(at: now + .seconds(1_000_000)))
    }
}

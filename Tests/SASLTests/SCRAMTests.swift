import MailCore
import Testing

@testable import SASL

@Suite struct SCRAMTests {
    struct Vector: Sendable {
        let hash: HashFunction
        let nonce: String
        let first: String
        let serverFirst: String
        let final: String
        let serverFinal: String
    }

    /// RFC 5802 §5.
    static let sha1 = Vector(
        hash: .sha1, nonce: "fyko+d2lbbFgONRv9qkxdawL", first: "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
        serverFirst: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        final: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        serverFinal: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")
    /// RFC 7677 §3.
    static let sha256 = Vector(
        hash: .sha256, nonce: "rOprNGfwEbeRWgbNEkqO", first: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        final:
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        serverFinal: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")

    private struct Started: ~Copyable {
        let first: String
        var scram: SCRAMExchange
    }

    private func start(
        _ vector: Vector, user: String = "user", binding: SCRAMBinding = .unsupported
    ) throws -> Started {
        let credentials = LoginCredentials(username: user, secret: Secret("pencil"))
        var scram = SCRAMExchange(vector.hash, credentials, binding: binding, nonce: vector.nonce)
        let first = try scram.begin()
        return Started(first: String(decoding: first, as: UTF8.self), scram: scram)
    }

    private func finish(_ scram: inout SCRAMExchange, _ serverFirst: String) async throws -> String {
        guard case .derive(let derivation) = try scram.challengeReceived(Array(serverFirst.utf8)) else { return "" }
        return String(decoding: try scram.keyDerived(try await derivation.run()), as: UTF8.self)
    }

    @Test(arguments: [sha1, sha256]) func provesThePasswordToTheServerAndTheServerToUs(_ vector: Vector) async throws {
        var started = try start(vector)
        let first = started.first
        #expect(first == vector.first)
        #expect(try await finish(&started.scram, vector.serverFirst) == vector.final)
        let isVerifiedBefore = started.scram.isVerified
        #expect(!isVerifiedBefore)
        guard case .acknowledge = try started.scram.challengeReceived(Array(vector.serverFinal.utf8)) else {
            Issue.record("not acknowledged")
            return
        }
        let isVerified = started.scram.isVerified
        #expect(isVerified)
        #expect(throws: SASLError.unexpectedChallenge) {
            _ = try started.scram.challengeReceived(Array(vector.serverFinal.utf8))
        }
    }

    @Test(arguments: [
        ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", SASLError.malformedChallenge),
        ("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", .serverNotVerified), ("v=", .serverNotVerified),
        ("v=AAAA", .serverNotVerified), ("e=other-error", .serverError("other-error")), ("x=1", .malformedChallenge),
        ("", .malformedChallenge), ("v", .malformedChallenge),
    ])
    func serverThatDoesNotKnowThePasswordIsFoundOut(_ final: String, _ expected: SASLError) async throws {
        var started = try start(Self.sha256)
        _ = try await finish(&started.scram, Self.sha256.serverFirst)
        #expect(throws: expected) { _ = try started.scram.challengeReceived(Array(final.utf8)) }
        let isVerified = started.scram.isVerified
        #expect(!isVerified)
    }

    @Test(arguments: [
        ("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", SASLError.wrongNonce),
        ("r=xOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .wrongNonce),
        ("r=,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .wrongNonce),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1", .unreasonableIterations(1)),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095", .unreasonableIterations(4_095)),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001", .unreasonableIterations(1_000_001)),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000000000", .unreasonableIterations(1_000_000_000)),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999999999999", .malformedChallenge),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-4096", .malformedChallenge),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=!,i=4096", .malformedChallenge),
        ("r=rOprNGfwEbeRWgbNEkqOabc,s=,i=4096", .malformedChallenge),
        ("m=ext,r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .malformedChallenge),
        ("r=rOprNGfwEbeRWgbNEkqOabc", .malformedChallenge), ("", .malformedChallenge), ("\0", .malformedChallenge),
        ("r=a b,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .malformedChallenge),
        ("e=unknown-user", .serverError("unknown-user")),
    ])
    func badFirstChallengeGetsNoProof(_ message: String, _ expected: SASLError) throws {
        var started = try start(Self.sha256)
        #expect(throws: expected) { _ = try started.scram.challengeReceived(Array(message.utf8)) }
        #expect(throws: SASLError.unexpectedChallenge) {
            _ = try started.scram.challengeReceived(Array(Self.sha256.serverFirst.utf8))
        }
    }

    @Test(arguments: [4_096, 1_000_000]) func iterationsWithinTheLimitsAreDone(_ count: Int) throws {
        var started = try start(Self.sha256)
        let message = "r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=\(count)"
        guard case .derive(let derivation) = try started.scram.challengeReceived(Array(message.utf8)) else {
            Issue.record("no derivation")
            return
        }
        #expect(derivation.iterations == Int32(count))
    }

    @Test(arguments: [(0, true), (1, false)]) func challengeHasALimit(_ excess: Int, isTaken: Bool) throws {
        var started = try start(Self.sha256)
        let (head, tail) = ("r=rOprNGfwEbeRWgbNEkqO", ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
        let filler = String(repeating: "x", count: SCRAMLimits.challenge - head.count - tail.count + excess)
        let message = Array((head + filler + tail).utf8)
        if isTaken {
            _ = try started.scram.challengeReceived(message)
        } else {
            #expect(throws: SASLError.malformedChallenge) { _ = try started.scram.challengeReceived(message) }
        }
    }

    @Test func nameIsEscaped() throws {
        let first = try start(Self.sha256, user: "a=b,c").first
        #expect(first == "n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO")
    }

    @Test func bindingIsPartOfTheProof() async throws {
        let binding = SCRAMBinding.bound(ChannelBinding(.exporter, [1, 2, 3]))
        var started = try start(Self.sha256, binding: binding)
        let first = started.first
        #expect(first.hasPrefix("p=tls-exporter,,n=user,"))
        let final = try await finish(&started.scram, Self.sha256.serverFirst)
        let bound = Base64.encode(Array("p=tls-exporter,,".utf8) + [1, 2, 3])
        #expect(final.hasPrefix("c=\(String(decoding: bound, as: UTF8.self)),r="))
        #expect(!final.hasSuffix("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
    }

    @Test func noncesAreLongAndNeverTheSame() {
        let nonces = (0..<100).map { _ in SCRAMExchange.freshNonce() }
        #expect(Set(nonces).count == 100)
        #expect(nonces.allSatisfy { $0.utf8.count == 24 && !$0.contains(",") && !$0.contains("=") })
    }

    private func wholeExchange() throws -> SASLExchange {
        let credentials = LoginCredentials(username: "user", secret: Secret("pencil"))
        return try SASLExchange(MechanismChoice(mechanism: .scramSHA256, binding: .unsupported), credentials)
    }

    /// RFC 5802 §5: without the server's signature, the login has failed, whatever it says.
    @Test func loginWithoutTheServersProofHasFailed() async throws {
        var exchange = try wholeExchange()
        let first = try #require(try exchange.initialResponse()?.decoded)
        let isAttemptedBefore = exchange.isAttempted
        #expect(!isAttemptedBefore)
        let nonce = first.dropFirst("n,,n=user,r=".count)
        let challenge = Base64.encode(Array("r=\(nonce)abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".utf8))
        let proof = try await exchange.answer(to: challenge, isFirst: false)
        #expect(proof.decoded?.contains(",p=") == true)
        let isAttempted = exchange.isAttempted
        #expect(isAttempted)
        #expect(throws: SASLError.serverNotVerified) { try exchange.succeeded() }
    }

    @Test(arguments: [nil, "", "%", "dj1BQUFB"]) func loginBeforeAnyProofHasFailed(_ data: String?) throws {
        var exchange = try wholeExchange()
        _ = try exchange.initialResponse()
        #expect(throws: SASLError.serverNotVerified) { try exchange.succeeded(with: data.map { Array($0.utf8) }) }
    }

    /// What a server says after the proof, and what that means for whoever has others to try.
    @Test(arguments: [
        ("unsupported-channel-binding-type", SASLExchange.Refusal.mechanism),
        ("channel-binding-not-supported", .mechanism),
        (
            "channel-bindings-dont-match", .untrusted(.serverError("channel-bindings-dont-match"))
        ),
        (
            "server-does-support-channel-binding",
            .untrusted(.serverError("server-does-support-channel-binding"))
        ),
        ("invalid-proof", .credentials), ("other-error", .credentials),
    ])
    func refusalIsTold(_ error: String, _ expected: SASLExchange.Refusal) async throws {
        var exchange = try wholeExchange()
        let nonce = try #require(try exchange.initialResponse()?.decoded).dropFirst("n,,n=user,r=".count)
        let challenge = Base64.encode(Array("r=\(nonce)abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".utf8))
        _ = try await exchange.answer(to: challenge, isFirst: false)
        let last = Base64.encode(Array("e=\(error)".utf8))
        #expect(throws: SASLError.serverError(error)) { _ = try exchange.challengeReceived(last, isFirst: false) }
        let refusal = exchange.refusal(Array("no".utf8), cancelledFor: .serverError(error))
        #expect(refusal == expected)
    }
}

import IMAPClient
import IMAPCodec
import Testing

/// The machine that assigns responses to commands, without a connection.
@Suite struct CommandPipelineTests {
    private static func open() -> CommandPipeline {
        var pipeline = CommandPipeline()
        _ = pipeline.responseReceived(.status(.ok))
        return pipeline
    }

    /// Begins a command that is wholly on the wire.
    private static func send(
        _ pipeline: inout CommandPipeline, phase: CommandPipeline.Phase = .sent, isAuthentication: Bool = false,
        isLogout: Bool = false
    ) throws -> (id: Int, tag: String) {
        let begun = pipeline.commandBegan(isAuthentication: isAuthentication, isLogout: isLogout)
        let command = try #require(begun)
        pipeline.phaseChanged(of: command.id, to: phase)
        return command
    }

    static let greetings: [(Response, CommandPipeline.ResponseAction)] = [
        (.status(.ok, "ready"), .greet(StatusResponse(.ok, "ready"))),
        (.status(.preauth, "you"), .greet(StatusResponse(.preauth, "you"))),
        (.status(.bye, "busy"), .fail(.greetingRefused(StatusResponse(.bye, "busy")))),
        (.status(.no, "go"), .fail(.greetingRefused(StatusResponse(.no, "go")))),
        (.status(.bad, "go"), .fail(.greetingRefused(StatusResponse(.bad, "go")))),
        (.untagged(.exists(1)), .fail(.protocolViolation(.malformedResponse))),
        (.tagged("G1", .ok), .fail(.protocolViolation(.malformedResponse))),
        (.continuation(text: []), .fail(.protocolViolation(.malformedResponse))),
    ]

    @Test(arguments: greetings)
    func greeting(_ response: Response, expected: CommandPipeline.ResponseAction) {
        var pipeline = CommandPipeline()
        let early = pipeline.commandBegan() == nil
        #expect(early)
        let action = pipeline.responseReceived(response)
        #expect(action == expected)
        let isOpen = pipeline.commandBegan() != nil
        if case .greet = expected { #expect(isOpen) } else { #expect(!isOpen) }
    }

    @Test func untaggedDataBelongsToTheOldestCommand() throws {
        var pipeline = Self.open()
        let first = try Self.send(&pipeline)
        let second = try Self.send(&pipeline)
        #expect(first.tag != second.tag)
        let actions = [
            pipeline.responseReceived(.untagged(.exists(1))), pipeline.responseReceived(.tagged(first.tag, .ok)),
            pipeline.responseReceived(.untagged(.exists(2))), pipeline.responseReceived(.tagged(second.tag, .no)),
            pipeline.responseReceived(.untagged(.exists(3))),
        ]
        #expect(
            actions == [
                .deliver(.exists(1), to: first.id), .complete(first.id, StatusResponse(.ok, "")),
                .deliver(.exists(2), to: second.id), .complete(second.id, StatusResponse(.no, "")), .ignore,
            ])
    }

    @Test func bodiesBelongToTheOldestCommand() throws {
        var pipeline = Self.open()
        let unasked = pipeline.bodyReceived()
        #expect(unasked == nil)
        let first = try Self.send(&pipeline)
        _ = try Self.send(&pipeline)
        let owner = pipeline.bodyReceived()
        #expect(owner == first.id)
    }

    @Test(arguments: ["X1", "G7", "g1", ""])
    func unknownTagEndsTheConversation(_ tag: String) throws {
        var pipeline = Self.open()
        _ = try Self.send(&pipeline)
        let action = pipeline.responseReceived(.tagged(tag, .ok))
        let afterwards = pipeline.responseReceived(.tagged("G1", .ok))
        #expect(action == .fail(.protocolViolation(.unknownTag)))
        #expect(afterwards == .ignore)
    }

    @Test func aTagIsAnsweredOnce() throws {
        var pipeline = Self.open()
        let command = try Self.send(&pipeline)
        _ = pipeline.responseReceived(.tagged(command.tag, .ok))
        let again = pipeline.responseReceived(.tagged(command.tag, .ok))
        #expect(again == .fail(.protocolViolation(.unknownTag)))
    }

    /// RFC 7888 §4: a server may refuse a literal before it has it all, but not have done what it was not yet told.
    @Test(arguments: [CommandPipeline.Phase.writing, .awaitingGoAhead])
    func earlyAnswerMayOnlyRefuse(_ phase: CommandPipeline.Phase) throws {
        for kind in [StatusResponse.Kind.no, .bad] {
            var pipeline = Self.open()
            let command = try Self.send(&pipeline, phase: phase)
            let action = pipeline.responseReceived(.tagged(command.tag, kind))
            #expect(action == .complete(command.id, StatusResponse(kind, "")))
        }
        var pipeline = Self.open()
        let command = try Self.send(&pipeline, phase: phase)
        let action = pipeline.responseReceived(.tagged(command.tag, .ok))
        #expect(action == .fail(.protocolViolation(.prematureCompletion)))
    }

    @Test func goAheadReachesTheCommandThatWaits() throws {
        var pipeline = Self.open()
        _ = try Self.send(&pipeline)
        let waiting = try Self.send(&pipeline, phase: .awaitingGoAhead)
        let action = pipeline.responseReceived(.continuation(text: Array("go".utf8)))
        #expect(action == .goAhead(waiting.id, challenge: Array("go".utf8)))
        let second = pipeline.responseReceived(.continuation(text: []))
        #expect(second == .fail(.protocolViolation(.unexpectedGoAhead)))
    }

    /// IDLE (RFC 2177 §3): what comes until DONE belongs to it, and only after DONE may it end well.
    @Test func idleEndsAfterDone() throws {
        var pipeline = Self.open()
        let idle = try Self.send(&pipeline, phase: .awaitingGoAhead)
        let early = pipeline.responseReceived(.untagged(.exists(3)))
        let goAhead = pipeline.responseReceived(.continuation(text: []))
        let news = pipeline.responseReceived(.untagged(.exists(4)))
        pipeline.phaseChanged(of: idle.id, to: .sent)
        let late = pipeline.responseReceived(.untagged(.expunge(1)))
        let end = pipeline.responseReceived(.tagged(idle.tag, .ok))
        #expect(early == .deliver(.exists(3), to: idle.id))
        #expect(goAhead == .goAhead(idle.id, challenge: []))
        #expect(news == .deliver(.exists(4), to: idle.id))
        #expect(late == .deliver(.expunge(1), to: idle.id))
        #expect(end == .complete(idle.id, StatusResponse(.ok, "")))
    }

    @Test func idleThatEndsByItselfIsAViolation() throws {
        var pipeline = Self.open()
        let idle = try Self.send(&pipeline, phase: .awaitingGoAhead)
        _ = pipeline.responseReceived(.continuation(text: []))
        let again = pipeline.responseReceived(.continuation(text: []))
        #expect(again == .fail(.protocolViolation(.unexpectedGoAhead)))
        var other = Self.open()
        _ = try Self.send(&other, phase: .awaitingGoAhead)
        _ = other.responseReceived(.continuation(text: []))
        let end = other.responseReceived(.tagged(idle.tag, .ok))
        #expect(end == .fail(.protocolViolation(.prematureCompletion)))
    }

    @Test func authenticationTakesEveryChallenge() throws {
        var pipeline = Self.open()
        let command = try Self.send(&pipeline, isAuthentication: true)
        for challenge in ["one", "two"] {
            let action = pipeline.responseReceived(.continuation(text: Array(challenge.utf8)))
            #expect(action == .goAhead(command.id, challenge: Array(challenge.utf8)))
        }
    }

    @Test func goAheadNobodyWaitsForIsAViolation() throws {
        var pipeline = Self.open()
        _ = try Self.send(&pipeline)
        let action = pipeline.responseReceived(.continuation(text: []))
        #expect(action == .fail(.protocolViolation(.unexpectedGoAhead)))
    }

    @Test func byeEndsTheConversation() throws {
        var pipeline = Self.open()
        _ = try Self.send(&pipeline)
        let action = pipeline.responseReceived(.status(.bye, "shutting down"))
        #expect(action == .fail(.bye(StatusResponse(.bye, "shutting down"))))
    }

    @Test func byeAnswersLogout() throws {
        var pipeline = Self.open()
        let logout = try Self.send(&pipeline, isLogout: true)
        let bye = pipeline.responseReceived(.status(.bye, "see you"))
        let done = pipeline.responseReceived(.tagged(logout.tag, .ok))
        #expect(bye == .deliver(.status(StatusResponse(.bye, "see you")), to: logout.id))
        #expect(done == .complete(logout.id, StatusResponse(.ok, "")))
    }

    @Test func closingListsWhatWillNeverBeAnswered() throws {
        var pipeline = Self.open()
        let first = try Self.send(&pipeline)
        let second = try Self.send(&pipeline, phase: .writing)
        let open = pipeline.connectionClosed()
        #expect(open == [first.id, second.id])
        let again = pipeline.connectionClosed()
        #expect(again.isEmpty)
        let canBegin = pipeline.commandBegan() != nil
        #expect(!canBegin)
    }
}

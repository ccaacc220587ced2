import NIOCore
import NIOPosix
import Testing

@testable import MailTransport

/// That what runs on an event loop stays there, and takes no detour.
@Suite struct EventLoopExecutorTests {
    private actor Speaker {
        nonisolated let unownedExecutor: UnownedSerialExecutor
        private let eventLoop: any EventLoop
        private let listener: Speaker?
        private var turns = 0

        init(on eventLoop: any EventLoop, to listener: Speaker? = nil) {
            unownedExecutor = EventLoopExecutor.serial(on: eventLoop)
            self.eventLoop = eventLoop
            self.listener = listener
        }

        /// Whether everybody was on the loop that they are for.
        func speak() async -> Bool {
            guard let listener else { return eventLoop.inEventLoop }
            return await listener.speak() && eventLoop.inEventLoop
        }

        /// Whether the loop did something else while this one called itself, and that one the listener.
        func isPassedWhileSpeaking() async -> Bool {
            eventLoop.execute { self.assumeIsolated { $0.turns += 1 } }
            _ = await speak()
            return turns > 0
        }
    }

    private static func withOwnLoop<Result: Sendable>(
        _ body: (any EventLoop) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result = try await body(group.any())
        try await group.shutdownGracefully()
        return result
    }

    @Test func `A task stays on the loop that it is told`() async throws {
        try await EventLoopExecutor.run { eventLoop in
            try await Task.sleep(for: .milliseconds(1))
            #expect(eventLoop.inEventLoop)
            await withTaskGroup { group in
                group.addTask { #expect(eventLoop.inEventLoop) }
            }
        }
    }

    @Test func `An actor is on its loop, whoever calls`() async throws {
        try await Self.withOwnLoop { own in
            let speaker = Speaker(on: MultiThreadedEventLoopGroup.singleton.any(), to: Speaker(on: own))
            #expect(await speaker.speak())
            await EventLoopExecutor.run { eventLoop in
                #expect(await speaker.speak())
                #expect(await Speaker(on: eventLoop, to: speaker).speak())
                #expect(await Speaker(on: own).speak())
            }
        }
    }

    @Test func `Actors of the task's loop call each other without a turn of it`() async {
        let isPassed = await EventLoopExecutor.run { eventLoop in
            await Speaker(on: eventLoop, to: Speaker(on: eventLoop)).isPassedWhileSpeaking()
        }
        #expect(!isPassed)
    }

    @Test func `Actors of other loops are waited for`() async throws {
        let isPassed = try await Self.withOwnLoop { own in
            await EventLoopExecutor.run { await Speaker(on: $0, to: Speaker(on: own)).isPassedWhileSpeaking() }
        }
        #expect(isPassed)
    }

    @Test func `An actor calls itself without a turn, whether its task stays on the loop or not`() async {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        #expect(await !Speaker(on: eventLoop).isPassedWhileSpeaking())
        #expect(await !EventLoopExecutor.run { await Speaker(on: $0).isPassedWhileSpeaking() })
    }
}

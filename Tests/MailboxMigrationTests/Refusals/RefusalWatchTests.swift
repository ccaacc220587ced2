import Testing

@testable import MailboxMigration

/// Whether a refusal is about a message or about the whole target.
@Suite struct RefusalWatchTests {
    private let watch = RefusalWatch()

    @Test(arguments: [
        (CopyLimits.smallMessage - 1, true), (CopyLimits.smallMessage, true), (CopyLimits.smallMessage + 1, false),
    ])
    func `A target without room for a small message is full`(size: UInt64, isFull: Bool) {
        #expect(watch.foundNoRoom(size: size, serverText: "full") == isFull)
    }

    @Test func `A large message without room says nothing of others, until one after the other is refused`() {
        for _ in 1..<CopyLimits.refusalsInARow { #expect(!watch.foundNoRoom(size: 1 << 30, serverText: "full")) }
        #expect(watch.foundNoRoom(size: 1 << 30, serverText: "full"))
    }

    @Test func `What is taken begins the count again`() {
        for _ in 1..<CopyLimits.refusalsInARow { _ = watch.foundNoRoom(size: 1 << 30, serverText: "full") }
        #expect(watch.lastWordsWithoutRoom == "full")
        watch.stored()
        #expect(watch.lastWordsWithoutRoom == nil)
        #expect(!watch.foundNoRoom(size: 1 << 30, serverText: "full"))
    }

    @Test func `A target that takes nothing at all is told from one that chokes on a message`() {
        for _ in 1..<CopyLimits.refusalsInARow { #expect(!watch.wasUnavailable()) }
        watch.stored()
        for _ in 1..<CopyLimits.refusalsInARow { #expect(!watch.wasUnavailable()) }
        #expect(watch.wasUnavailable())
    }
}

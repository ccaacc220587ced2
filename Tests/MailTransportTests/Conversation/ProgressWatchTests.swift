import MailCore
import MailTransport
import NIOCore
import Testing

@Suite struct ProgressWatchTests {
    private let start = NIODeadline.now()

    private func watch() -> ProgressWatch {
        var timeouts = Timeouts()
        timeouts.silence = .seconds(10)
        timeouts.greeting = .seconds(4)
        var watch = ProgressWatch(timeouts)
        watch.noteProgress(at: start)
        return watch
    }

    @Test(arguments: [(4, false), (5, true)])
    func greetingHasALimitOfItsOwn(_ seconds: Int64, isOverdue: Bool) {
        let watch = watch()
        #expect(watch.isOverdue(at: start + .seconds(seconds)) == isOverdue)
    }

    @Test(arguments: [(10, false), (11, true)])
    func openCommandMustBringProgress(_ seconds: Int64, isOverdue: Bool) {
        var watch = watch()
        watch.greetingReceived()
        watch.commandBegan(at: start)
        #expect(watch.isOverdue(at: start + .seconds(seconds)) == isOverdue)
    }

    @Test func silenceIsFineWhileNothingIsAsked() {
        var watch = watch()
        watch.greetingReceived()
        #expect(!watch.isOverdue(at: start + .hours(24)))
        watch.commandBegan(at: start + .hours(24))
        #expect(!watch.isOverdue(at: start + .hours(24) + .seconds(10)))
        watch.commandEnded(at: start + .hours(25))
        #expect(!watch.isOverdue(at: start + .hours(48)))
    }

    @Test func progressRestartsTheClock() {
        var watch = watch()
        watch.greetingReceived()
        watch.commandBegan(at: start)
        watch.noteProgress(at: start + .seconds(9))
        #expect(!watch.isOverdue(at: start + .seconds(19)))
        #expect(watch.isOverdue(at: start + .seconds(20)))
    }

    @Test func anotherCommandIsNoProgress() {
        var watch = watch()
        watch.greetingReceived()
        watch.commandBegan(at: start)
        watch.commandBegan(at: start + .seconds(9))
        #expect(watch.isOverdue(at: start + .seconds(11)))
    }

    @Test func looksOftenEnough() {
        var timeouts = Timeouts()
        timeouts.logout = .milliseconds(800)
        #expect(ProgressWatch(timeouts).interval == .milliseconds(100))
        timeouts.command = .zero
        #expect(ProgressWatch(timeouts).interval == .milliseconds(1))
    }

    @Test func limitCountsFromWhenACommandIsTheOldest() {
        var watch = watch()
        watch.greetingReceived()
        watch.commandBegan(at: start)
        watch.commandBegan(at: start)
        watch.noteProgress(at: start + .seconds(3))
        #expect(!watch.isOverdue(at: start + .seconds(3), limit: .seconds(3)))
        #expect(watch.isOverdue(at: start + .seconds(4), limit: .seconds(3)))
        watch.commandEnded(at: start + .seconds(4))
        #expect(!watch.isOverdue(at: start + .seconds(7), limit: .seconds(3)))
        #expect(!watch.isOverdue(at: start + .seconds(8)))
    }
}

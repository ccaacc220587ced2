import MailCore
import Synchronization
import Testing

@testable import AccountVerification

@Suite struct StepRecorderTests {
    private let problem = Diagnostic(.connectionRefused, message: LocalizedText("a", zhHans: "甲"))
    private let warning = Diagnostic(
        .certificateExpiresSoon, severity: .warning, message: LocalizedText("a", zhHans: "甲"))

    @Test func stepsBehindAFailureAreSkipped() {
        let recorder = StepRecorder(plan: [.resolve, .connect, .tls, .greeting])
        recorder.finish(.resolve, detail: "192.0.2.1")
        recorder.fail([problem])
        #expect(recorder.steps.map(\.name) == [.resolve, .connect, .tls, .greeting])
        #expect(recorder.steps.map(\.outcome) == [.ok, .failed, .skipped, .skipped])
        #expect(recorder.steps[1].diagnostics == [problem])
    }

    @Test func onlyTheStepUnderWayCanBeFinished() {
        let recorder = StepRecorder(plan: [.resolve, .connect])
        recorder.finish(.connect)
        recorder.finish(.resolve, detail: "first")
        recorder.finish(.resolve, detail: "second")
        recorder.finish(.tls)
        #expect(recorder.steps.map(\.outcome) == [.ok, .skipped])
        #expect(recorder.steps.first?.detail == "first")
    }

    @Test func warningsShowInTheOutcome() {
        let recorder = StepRecorder(plan: [.tls])
        recorder.finish(.tls, diagnostics: [warning])
        #expect(recorder.steps.map(\.outcome) == [.warning])
    }

    @Test func detailsAreCleaned() {
        let recorder = StepRecorder(plan: [.greeting])
        recorder.finish(.greeting, detail: "OK \u{1B}[2J")
        #expect(recorder.steps.first?.detail == #"OK \u{1B}[2J"#)
    }

    @Test func eachStepIsToldOnceWhenItIsOver() {
        let told = Mutex<[VerificationStep]>([])
        let recorder = StepRecorder(plan: [.resolve, .connect, .tls]) { step in told.withLock { $0.append(step) } }
        recorder.finish(.resolve)
        recorder.finish(.resolve)
        #expect(told.withLock { $0 } == recorder.steps.filter { $0.outcome == .ok })
        recorder.fail([problem])
        recorder.fail([problem])
        #expect(told.withLock { $0 } == recorder.steps.filter { $0.outcome != .skipped })
    }
}

import MailCore
import Testing

@Suite struct DeadlineTests {
    private struct Failure: Error {}

    @Test func whatIsInTimeIsReturned() async throws {
        #expect(try await withDeadline(.seconds(60)) { 1 } == 1)
    }

    @Test func whatTakesLongerIsCancelled() async {
        await #expect(throws: DeadlineExceeded.self) {
            try await withDeadline(.milliseconds(10)) { try await Task.sleep(for: .seconds(3_600)) }
        }
    }

    @Test func failuresPassThrough() async {
        await #expect(throws: Failure.self) { try await withDeadline(.seconds(60)) { throw Failure() } }
    }

    @Test func aResultFromOutsideEndsTheWait() async throws {
        let result = AbandonableResult<Int>()
        result.complete(with: .success(1))
        result.complete(with: .success(2))
        #expect(try await result.value() == 1)
    }

    @Test func aResultThatNeverComesIsAbandoned() async {
        let result = AbandonableResult<Int>()
        await #expect(throws: DeadlineExceeded.self) {
            _ = try await withDeadline(.milliseconds(10)) { try await result.value() }
        }
        result.complete(with: .success(1))
    }
}

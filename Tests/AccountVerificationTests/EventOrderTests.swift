import MailCore
import Synchronization
import Testing

@testable import AccountVerification

@Suite struct EventOrderTests {
    private static func event(_ name: VerificationStep.Name) -> VerificationEvent {
        .finished(VerificationStep(name, .ok))
    }

    @Test func `Servers that are checked side by side are told one after the other`() {
        let told = Mutex<[VerificationEvent]>([])
        let order = EventOrder(servers: 3) { event in told.withLock { $0.append(event) } }
        func count() -> Int { told.withLock { $0.count } }
        order.tell(Self.event(.tls), of: 1)
        order.tell(Self.event(.connect), of: 0)
        #expect(count() == 1)
        order.tell(Self.event(.login), of: 2)
        order.end(of: 2)
        order.tell(Self.event(.greeting), of: 0)
        #expect(count() == 2)
        order.end(of: 0)
        #expect(count() == 3)
        order.tell(Self.event(.access), of: 1)
        #expect(count() == 4)
        order.end(of: 1)
        let expected: [VerificationStep.Name] = [.connect, .greeting, .tls, .access, .login]
        #expect(told.withLock { $0 } == expected.map(Self.event))
    }
}

internal import Synchronization

/// What each account's connections have done, all together: what throttles are measured by.
final class IMAPTraffic: Sendable {
    struct Count: Sendable {
        var connections = 0
        var commands = 0
        var received = 0
        var sent = 0
    }

    private struct State {
        var accounts: [String: Count] = [:]
        /// How often each refusal has been made.
        var refusals: [Int: Int] = [:]
    }

    private let state = Mutex(State())

    func count(of account: String?) -> Count {
        state.withLock { state in account.flatMap { state.accounts[$0] } ?? Count() }
    }

    func command(account: String?) { change(account) { $0.commands += 1 } }

    func received(_ bytes: Int, account: String?) { change(account) { $0.received += bytes } }

    func sent(_ bytes: Int, account: String?) { change(account) { $0.sent += bytes } }

    /// - Returns: whether there may be one more connection.
    func open(account: String, most: Int) -> Bool {
        state.withLock { state in
            guard state.accounts[account, default: Count()].connections < most else { return false }
            state.accounts[account, default: Count()].connections += 1
            return true
        }
    }

    func close(account: String) { change(account) { $0.connections -= 1 } }

    /// Takes one of so many times that a refusal may be made.
    ///
    /// - Returns: whether there was one left.
    func refuse(rule: Int, most: Int) -> Bool {
        state.withLock { state in
            guard state.refusals[rule, default: 0] < most else { return false }
            state.refusals[rule, default: 0] += 1
            return true
        }
    }

    private func change(_ account: String?, _ body: (inout Count) -> Void) {
        guard let account else { return }
        state.withLock { body(&$0.accounts[account, default: Count()]) }
    }
}

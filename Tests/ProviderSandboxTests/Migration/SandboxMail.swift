import MailTestServers
import NIOCore
import ProviderSandbox

/// The mail of a sandbox's account as it is in memory, beside all protocols.
struct SandboxMail: MailStore {
    let account: SandboxAccount
    var separator: Character { "/" }

    func folders() throws -> [String] { account.mailboxNames.map(\.description).sorted() }

    func forEachMessage(in folder: String, _ body: (TestMessage) throws -> Void) throws {
        for message in try account.read(SandboxMailboxName(folder), { $0.messages }) {
            try body(
                TestMessage(
                    Array(message.bytes.readableBytesView), date: message.internalDate,
                    flags: Set(message.flags.names)))
        }
    }

    func createFolder(_ name: String) throws {
        let name = SandboxMailboxName(name)
        if !account.mailboxNames.contains(name) { try account.create(name) }
    }

    func deliver(_ messages: [TestMessage], to folder: String) throws {
        try createFolder(folder)
        try account.append(
            messages.map {
                SandboxNewMessage($0.bytes, flags: SandboxFlags(Array($0.flags)), internalDate: $0.date)
            }, to: SandboxMailboxName(folder))
    }
}

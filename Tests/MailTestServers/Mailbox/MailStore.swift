/// A user's mail, which tests write and read with no line of the code that they test.
package protocol MailStore {
    /// Between the levels of the folder names that callers use.
    var separator: Character { get }

    /// The folder names, decoded, and without what the server puts before all of them.
    func folders() throws -> [String]

    /// Calls `body` with each message of a folder.
    func forEachMessage(in folder: String, _ body: (TestMessage) throws -> Void) throws

    /// Makes a folder; one that exists is left alone.
    func createFolder(_ name: String) throws

    /// Adds messages, the last as the newest. The folder is made when it is not there.
    func deliver(_ messages: [TestMessage], to folder: String) throws

    /// Whether the levels above a new folder become folders as well.
    var makesParents: Bool { get }

    /// The bytes that this server keeps of a message that it is given.
    func kept(_ bytes: [UInt8]) -> [UInt8]
}

extension MailStore {
    package func deliver(_ messages: [TestMessage]) throws { try deliver(messages, to: "INBOX") }

    package var makesParents: Bool { false }

    package func kept(_ bytes: [UInt8]) -> [UInt8] { bytes }
}

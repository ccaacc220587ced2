internal import Glibc

/// A mailbox as POP3 can bring it over: no flags, every last line ended, and the time of arrival in the header.
package struct InboxSample {
    private let count: Int
    private let largeAttachment: Int

    /// - Parameter largeAttachment: bytes of one large attachment; 0 leaves it out.
    package init(count: Int, largeAttachment: Int = 0) {
        self.count = count
        self.largeAttachment = largeAttachment
    }

    package func write(to store: some MailStore) throws {
        try SampleMailbox(count: count, largeAttachment: largeAttachment, folders: [("INBOX", 100)])
            .write(to: ReceivingStore(store: store))
    }
}

/// Puts into messages what a server that receives them does.
private struct ReceivingStore<Store: MailStore>: MailStore {
    let store: Store

    var separator: Character { store.separator }
    func folders() throws -> [String] { try store.folders() }
    func createFolder(_ name: String) throws {}

    func forEachMessage(in folder: String, _ body: (TestMessage) throws -> Void) throws {
        try store.forEachMessage(in: folder, body)
    }

    func deliver(_ messages: [TestMessage], to folder: String) throws {
        let received = messages.map { message in
            var bytes = Array("Received: from a.example by b.example; \(Self.text(of: message.date))\r\n".utf8)
            bytes += message.bytes
            if bytes.suffix(2) != [13, 10] { bytes += [13, 10] }
            return TestMessage(bytes, date: message.date)
        }
        try store.deliver(received, to: folder)
    }

    /// In a zone that is not ours.
    private static func text(of date: Int) -> String {
        var seconds = time_t(date + (5 * 60 + 30) * 60)
        var fields = tm()
        gmtime_r(&seconds, &fields)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [fields.tm_hour, fields.tm_min, fields.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(fields.tm_mday) \(months[Int(fields.tm_mon)]) \(1_900 + fields.tm_year) "
            + time.joined(separator: ":") + " +0530"
    }
}

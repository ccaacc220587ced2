import MailCore
import Testing

@Suite struct SecretTests {
    private struct Holder { let name = "alice", secret = Secret("hunter2") }

    @Test func nothingPrintsIt() {
        let holder = Holder()
        var texts = [
            "\(holder.secret)", String(reflecting: holder.secret), "\(holder)", String(reflecting: holder),
            "\([holder.secret])",
        ]
        var dumped = ""
        dump(holder, to: &dumped)
        dump(holder.secret, to: &dumped)
        texts.append(dumped)
        for text in texts {
            #expect(!text.contains("hunter"))
            #expect(!text.contains("104"), "not its bytes either")
            #expect(text.contains("‹secret›"))
        }
        #expect(Mirror(reflecting: holder.secret).children.isEmpty)
    }

    @Test(arguments: ["", "hunter2", "密码🙂", "a\0b"])
    func lendsItsBytes(text: String) {
        let secret = Secret(text)
        #expect(secret.count == text.utf8.count)
        #expect(secret.withBytes { copy $0 } == Array(text.utf8))
    }

    @Test func wipedBytesAreZero() {
        var bytes: [UInt8] = [1, 2, 3]
        bytes.wipe()
        #expect(bytes == [0, 0, 0])
        var nothing: [UInt8] = []
        nothing.wipe()
        #expect(nothing.isEmpty)
    }
}

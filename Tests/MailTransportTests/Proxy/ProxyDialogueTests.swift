import MailCore
import NIOCore
import Testing

@testable import MailTransport

/// What is said to proxies, and what their answers mean, without a network.
@Suite struct ProxyDialogueTests {
    private static let login = Proxy.Credentials(username: "al", password: Secret("pw"))

    private func socks(_ host: String = "a.example", login: Bool = false) -> any ProxyDialogue {
        SOCKSDialogue(host: host, port: 993, credentials: login ? Self.login : nil)
    }

    /// Feeds the answers byte by byte, and gives what was said to them.
    private func play(_ dialogue: any ProxyDialogue, _ answers: [UInt8]) throws -> (said: [[UInt8]], rest: [UInt8]) {
        var (dialogue, said, buffer) = (dialogue, [dialogue.opening()], ByteBuffer())
        for (index, byte) in answers.enumerated() {
            buffer.writeInteger(byte)
            switch try dialogue.receive(&buffer) {
            case .wait: continue
            case .say(let bytes): said.append(bytes)
            case .connected: return (said, Array(buffer.readableBytesView) + answers[(index + 1)...])
            }
        }
        throw TransportError.closed(.connect)
    }

    @Test func `A name is left to the proxy, and what follows is the server's`() throws {
        let (said, rest) = try play(socks(), [5, 0] + [5, 0, 0, 1, 127, 0, 0, 1, 0, 80] + Array("* OK".utf8))
        #expect(said == [[5, 1, 0], [5, 1, 0, 3, 9] + Array("a.example".utf8) + [3, 225]])
        #expect(rest == Array("* OK".utf8))
    }

    @Test(arguments: [
        ("192.0.2.1", [1, 192, 0, 2, 1] as [UInt8]),
        ("2001:db8::1", [4, 0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]),
    ])
    func `An address goes as an address`(host: String, address: [UInt8]) throws {
        let (said, _) = try play(socks(host), [5, 0, 5, 0, 0, 3, 2, 65, 66, 0, 80])
        #expect(said.last == [5, 1, 0] + address + [3, 225])
    }

    @Test func `A login goes when it is asked for`() throws {
        let (said, _) = try play(socks(login: true), [5, 2, 1, 0, 5, 0, 0, 4] + [UInt8](repeating: 0, count: 18))
        #expect(said.prefix(2) == [[5, 2, 0, 2], [1, 2, 97, 108, 2, 112, 119]])
        let (unasked, _) = try play(socks(login: true), [5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        #expect(unasked.count == 2)
    }

    @Test(
        arguments: [
            ([5, 255], .proxy(.loginRefused)), ([5, 2], .proxy(.loginRefused)),
            ([5, 0, 5, 5, 0, 1, 0], .refused), ([5, 0, 5, 4, 0, 1, 0], .unreachable),
            ([5, 0, 5, 2, 0, 1, 0], .proxy(.refused(reason: "SOCKS 2"))),
            ([4], .proxy(.confused(firstBytes: [4]))),
            ([5, 0, 5, 0, 0, 9, 0], .proxy(.confused(firstBytes: [5, 0, 0, 9, 0]))),
            ([5, 0, 5, 0, 0, 3, 255], .closed(.connect)),
        ] as [([UInt8], TransportError)])
    func `What a SOCKS proxy refuses is told`(answers: [UInt8], expected: TransportError) {
        #expect(throws: expected) { try play(socks(), answers) }
    }

    @Test(arguments: [(255, true), (256, false)])
    func `What is longer than SOCKS can hold is not sent`(length: Int, fits: Bool) throws {
        let long = String(repeating: "a", count: length)
        let password = Proxy.Credentials(username: "al", password: Secret(long))
        let login = SOCKSDialogue(host: "a.example", port: 1, credentials: password)
        let end: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        #expect(((try? play(login, [5, 2, 1, 0] + end)) != nil) == fits)
        #expect(((try? play(socks(long), [5, 0] + end)) != nil) == fits)
    }

    @Test func `CONNECT names the server, and shows the login`() throws {
        let dialogue = ConnectDialogue(host: "2001:db8::1", port: 993, credentials: Self.login)
        let (said, rest) = try play(dialogue, Array("HTTP/1.0 200 OK\r\nVia: x\r\n\r\n* OK".utf8))
        #expect(
            String(decoding: said[0], as: UTF8.self)
                == "CONNECT [2001:db8::1]:993 HTTP/1.1\r\nHost: [2001:db8::1]:993\r\n"
                + "Proxy-Authorization: Basic YWw6cHc=\r\n\r\n")
        #expect(rest == Array("* OK".utf8))
    }

    @Test(
        arguments: [
            ("HTTP/1.1 407 Login\r\n\r\n", .proxy(.loginRefused)),
            ("HTTP/1.1 403 No\u{1B}\r\n\r\n", .proxy(.refused(reason: #"HTTP/1.1 403 No\u{1B}"#))),
            ("SSH-2.0", .proxy(.confused(firstBytes: Array("S".utf8)))),
            ("HTTP/1.1 what\r\n\r\n", .proxy(.confused(firstBytes: []))),
            ("HTTP/1.1 200 OK\r\n", .closed(.connect)),
        ] as [(String, TransportError)])
    func `What an HTTP proxy refuses is told`(answer: String, expected: TransportError) {
        let dialogue = ConnectDialogue(host: "a.example", port: 993, credentials: nil)
        #expect(throws: expected) { try play(dialogue, Array(answer.utf8)) }
    }

    @Test(arguments: [(0, true), (1, false)])
    func `No answer is read without an end`(beyond: Int, fits: Bool) throws {
        let frame = "HTTP/1.1 200 OK\r\nX: \r\n\r\n"
        let filling = String(repeating: "x", count: ByteLimits.httpHeaders - frame.utf8.count + beyond)
        var dialogue: any ProxyDialogue = ConnectDialogue(host: "a.example", port: 993, credentials: nil)
        var buffer = ByteBuffer(string: frame.replacing("X: ", with: "X: " + filling))
        #expect((try? dialogue.receive(&buffer)) == (fits ? .connected : nil))
    }
}

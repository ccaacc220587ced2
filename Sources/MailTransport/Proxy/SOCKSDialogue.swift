import Glibc
import MailCore
import NIOCore

/// SOCKS 5 (RFC 1928), with user name and password where they are known (RFC 1929). No answer is longer than 262 bytes.
struct SOCKSDialogue: ProxyDialogue {
    private enum State { case method, login, request }

    let host: String
    let port: UInt16
    let credentials: Proxy.Credentials?
    private var state = State.method

    init(host: String, port: UInt16, credentials: Proxy.Credentials?) {
        self.host = host
        self.port = port
        self.credentials = credentials
    }

    private static let version: UInt8 = 5
    private enum Method { static let (none, password): (UInt8, UInt8) = (0, 2) }
    private enum AddressType { static let (ipv4, name, ipv6): (UInt8, UInt8, UInt8) = (1, 3, 4) }

    func opening() -> [UInt8] {
        credentials == nil ? [Self.version, 1, Method.none] : [Self.version, 2, Method.none, Method.password]
    }

    mutating func receive(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep {
        switch state {
        case .method: try methodChosen(&buffer)
        case .login: try loginAnswered(&buffer)
        case .request: try requestAnswered(&buffer)
        }
    }

    /// RFC 1928 §3.
    private mutating func methodChosen(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep {
        let said = Array(buffer.readableBytesView.prefix(2))
        guard said.first ?? Self.version == Self.version else { throw confused(buffer) }
        guard said.count == 2 else { return .wait }
        buffer.moveReaderIndex(forwardBy: 2)
        switch (said[1], credentials) {
        case (Method.none, _):
            state = .request
            return .say(try request())
        case (Method.password, let credentials?):
            state = .login
            return .say(try Self.login(credentials))
        default: throw .proxy(.loginRefused)
        }
    }

    /// RFC 1929 §2.
    private static func login(_ credentials: Proxy.Credentials) throws(TransportError) -> [UInt8] {
        let name = Array(credentials.username.utf8)
        let password = credentials.password.withBytes { copy $0 }
        guard (1...255).contains(name.count), (1...255).contains(password.count) else { throw .proxy(.loginRefused) }
        return [1, UInt8(name.count)] + name + [UInt8(password.count)] + password
    }

    private mutating func loginAnswered(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep {
        guard let said = buffer.readBytes(length: 2) else { return .wait }
        guard said[1] == 0 else { throw .proxy(.loginRefused) }
        state = .request
        return .say(try request())
    }

    /// RFC 1928 §4.
    private func request() throws(TransportError) -> [UInt8] {
        var address = [UInt8](repeating: 0, count: 16)
        let begin: [UInt8] = [Self.version, 1, 0]
        let end = [UInt8(port >> 8), UInt8(port & 255)]
        if inet_pton(AF_INET, host, &address) == 1 { return begin + [AddressType.ipv4] + address.prefix(4) + end }
        if inet_pton(AF_INET6, host, &address) == 1 { return begin + [AddressType.ipv6] + address + end }
        let name = Array(host.utf8)
        guard (1...255).contains(name.count) else { throw .hostNotFound }
        return begin + [AddressType.name, UInt8(name.count)] + name + end
    }

    /// RFC 1928 §6. Where the proxy connects from is of no interest.
    private func requestAnswered(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep {
        let said = Array(buffer.readableBytesView.prefix(5))
        guard said.count == 5 else { return .wait }
        guard said[0] == Self.version else { throw confused(buffer) }
        switch said[1] {
        case 0: break
        case 3, 4, 6: throw .unreachable
        case 5: throw .refused
        default: throw .proxy(.refused(reason: "SOCKS \(said[1])"))
        }
        let addressLength: Int
        switch said[3] {
        case AddressType.ipv4: addressLength = 4
        case AddressType.ipv6: addressLength = 16
        case AddressType.name: addressLength = Int(said[4]) + 1
        default: throw confused(buffer)
        }
        return buffer.readBytes(length: 4 + addressLength + 2) == nil ? .wait : .connected
    }

    private func confused(_ buffer: ByteBuffer) -> TransportError { .proxy(.confused(firstBytes: buffer.firstBytes)) }
}

extension ByteBuffer {
    /// What can be shown of bytes that nobody understands.
    var firstBytes: [UInt8] { Array(readableBytesView.prefix(ByteLimits.serverText)) }
}

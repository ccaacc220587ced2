internal import Glibc
internal import MailCore

/// Reads several pipes at once, so that no full one stops the program that writes to them.
enum ChildOutput {
    /// - Returns: what came through each until its end, ``OAuthLimits/file`` bytes at most; nil when the time is up.
    static func read(_ descriptors: [Int32], within timeout: Duration) -> [Secret]? {
        let end = ContinuousClock.now + timeout
        var texts = descriptors.map { _ in [UInt8]() }
        defer { for index in texts.indices { texts[index].wipe() } }
        for index in texts.indices { texts[index].reserveCapacity(OAuthLimits.file) }
        var places = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        defer { chunk.wipe() }
        // A negative descriptor is not looked at (POSIX poll).
        while places.contains(where: { $0.fd >= 0 }) {
            let left = ContinuousClock.now.duration(to: end).milliseconds
            guard left > 0 else { return nil }
            let ready = poll(&places, nfds_t(places.count), Int32(clamping: left))
            if ready < 0 && errno != EINTR { return nil }
            for index in places.indices where ready > 0 && places[index].revents != 0 {
                let count = Glibc.read(places[index].fd, &chunk, chunk.count)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { places[index].fd = -1 }
                let room = OAuthLimits.file - texts[index].count
                if count > 0 { texts[index] += chunk.prefix(min(count, room)) }
            }
        }
        return texts.map { Secret($0) }
    }
}

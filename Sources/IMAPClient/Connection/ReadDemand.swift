/// Whether more may be read from the socket: bodies that nobody took yet are bounded.
struct ReadDemand {
    /// Above this reading stops, bytes.
    static let highWatermark = 1 << 20
    /// Below this it goes on, bytes.
    static let lowWatermark = 256 << 10

    private(set) var isPaused = false

    var mayRead: Bool { !isPaused }

    mutating func buffered(_ bytes: Int) {
        if bytes > Self.highWatermark { isPaused = true }
    }

    /// Returns whether reading was stopped and may go on now.
    mutating func drained(to bytes: Int) -> Bool {
        guard isPaused, bytes <= Self.lowWatermark else { return false }
        isPaused = false
        return true
    }
}

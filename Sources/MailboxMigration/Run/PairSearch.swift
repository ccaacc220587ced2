/// Finds out how many pairs of connections are worth having: one more as long as that brings more.
struct PairSearch {
    /// A number is better when the work done in a second has grown by this factor at least.
    static let worthwhile = 1.1
    /// How long each number is tried.
    static let interval = Duration.seconds(5)

    private(set) var pairs: Int
    private let most: Int
    private var lastRate: Double?
    private(set) var isSettled = false

    init(from pairs: Int, to most: Int) {
        self.pairs = min(pairs, most)
        self.most = most
        isSettled = pairs >= most
    }

    /// - Parameter rate: the work done in a second since the last call, in any unit.
    mutating func observed(rate: Double) {
        guard !isSettled else { return }
        if let lastRate, rate < lastRate * Self.worthwhile { return isSettled = true }
        lastRate = rate
        pairs += 1
        isSettled = pairs >= most
    }

    /// A server objected to the last one.
    mutating func refused() {
        pairs = max(1, pairs - 1)
        isSettled = true
    }
}

/// Spreads the bytes that all pairs of a run write over time.
actor RateLimit {
    private let bytesPerSecond: Double
    private let clock = ContinuousClock()
    private var isFreeFrom: ContinuousClock.Instant

    init(bytesPerSecond: UInt64) {
        self.bytesPerSecond = Double(max(1, bytesPerSecond))
        isFreeFrom = clock.now
    }

    /// Waits until these bytes may be written. A pause that nobody used is not made up for.
    func take(_ bytes: Int) async throws {
        let from = max(isFreeFrom, clock.now)
        isFreeFrom = from.advanced(by: .seconds(Double(bytes) / bytesPerSecond))
        if from > clock.now { try await clock.sleep(until: from) }
    }
}

/// How much is read to learn a source's speed.
enum PlanLimits {
    /// Bytes; then the speed is known well enough.
    static let sampleBytes: UInt64 = 4 << 20
    /// A slow source is not asked for longer.
    static let sampleTime = Duration.seconds(3)
    /// Largest message that is read, bytes, so that one message cannot take minutes.
    static let sampleMessage: UInt64 = 512 << 10
    /// Messages that may be read (count), the newest of the largest folder.
    static let sampleMessages = 64
    /// Messages asked for at once (count).
    static let sampleBatch = 8
}

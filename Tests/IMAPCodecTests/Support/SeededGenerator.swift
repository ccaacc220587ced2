/// SplitMix64: the same numbers every run, so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Scalars from everywhere: half of them ASCII, the others up to the last plane.
    mutating func text(maximumLength: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...maximumLength, using: &self) {
            let ceiling: UInt32 = [0x7F, 0x7F, 0xFFFF, 0x10FFFF].randomElement(using: &self) ?? 0x7F
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...ceiling, using: &self)) else { continue }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}

extension UInt64 {
    /// For sums of what servers claim: they stop at the largest number.
    func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    func subtractingClamped(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }
}

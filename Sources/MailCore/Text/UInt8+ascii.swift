extension UInt8 {
    /// `A` for `a`; any byte that is no small letter of ASCII is left as it is.
    package var asciiUppercased: UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self - 0x20 : self
    }
}

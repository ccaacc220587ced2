internal import ArgumentParser

/// For commands that send a secret to a server they found themselves.
struct ConsentOptions: ParsableArguments {
    @Flag(
        name: .customLong("yes"),
        help: .text(
            "Use settings that nobody vouches for without asking.", zhHans: "使用未经证实的设置，不再询问。"))
    var assumesYes = false
}

import FuzzTargets
import Testing

@Suite struct FuzzCaseTests {
    @Test(arguments: FuzzTarget.allCases) func `Seeds and past crashes are read as they should be`(
        target: FuzzTarget
    ) throws {
        let seeds = try FuzzCase.paths(in: "Seeds", for: target)
        #expect(!seeds.isEmpty)
        for path in try seeds + FuzzCase.paths(in: "Cases", for: target) {
            try target.read(FuzzCase.bytes(of: path))
        }
    }
}

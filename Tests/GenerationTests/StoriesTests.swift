import Checkpoints
import Foundation
import Generation
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite(
    "The published model stories260K",
    .enabled(if: ReferenceData.has("models/stories260K"), "needs the reference model stories260K"))
struct StoriesTests {
    /// The greedy text of 200 tokens from a checkpoint of llama2.c.
    static func story(_ name: String, threads: Int = 1) throws -> String {
        let folder = try #require(ReferenceData.url("models/stories260K"))
        let tokenizer = try Tokenizer(llama2cTokenizer: folder.appending(path: "tokenizer.bin"), vocabularySize: 512)
        let model = try CausalLM(llama2c: Llama2cCheckpoint(folder.appending(path: name)))
        let begin = try #require(tokenizer.beginOfTextToken)
        let loop = try GenerationLoop(
            model: model, tokenizer: tokenizer,
            request: GenerationRequest(
                prompt: [begin], sampling: .greedy, stops: StopConditions(maximumTokens: 200)),
            device: CPUDevice(threadCount: threads))
        var text = ""
        while let token = try loop.next() { text += token.text }
        #expect(loop.result?.text == text)
        return text
    }

    @Test(
        "The legacy and the version 1 file tell the published story, byte for byte",
        arguments: ["checkpoint_legacy.bin", "checkpoint_v1.bin"], [1, 2, 3]
    )
    func publishedStory(name: String, threads: Int) throws {
        let file = try #require(ReferenceData.url("models/stories260K/expected-greedy-200.txt"))
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(try Self.story(name, threads: threads) == expected)
    }

    @Test("The int8 file tells the story recorded for it")
    func quantizedStory() throws {
        let expected = """
            Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, \
            she saw a big, red ball. She wanted to play with it, but it was too high.
            Lily's mom said, "Let's go to the park." Lily was sad and didn't know what to do. She asked her mom, \
            "What's wrong?" Her mom said, "I don't know, Lily. I will help you."
            Lily was sad and didn't know what to do. She said, "I'm sorry, Lily. I didn't know what to do. It
            """
        #expect(try Self.story("stories260K-q8.bin") == expected)
    }
}

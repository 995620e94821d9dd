import Evaluation
import Foundation
import TestSupport
import Testing

@Suite("The language of an answer")
struct LanguageTests {
    /// Sentences written for this test.
    private static let sentences = [
        ("en", "I have seen the house that they built, and it was not for you."),
        ("de", "Ich habe das Haus gesehen, und es ist nicht für dich."),
        ("pt", "Eu não sei onde você está, mas isso é muito bom para nós."),
        ("it", "Non so dove sono gli altri, ma questo è il mio libro e anche il suo."),
        ("fi", "Hän ei ole nyt täällä, mutta minä olen, ja se on hyvä kun kaikki ovat mukana."),
        ("vi", "Tôi không biết những người này, nhưng họ đã đến với một người bạn."),
        ("sw", "Watu wote wa nchi hii ni wema, lakini mimi si mtu wa hapa kwa sasa."),
        ("ru", "Я не знаю, где они были, но это было очень хорошо для меня."),
        ("bg", "Не знам къде са те, но това беше много добре за мен и за него."),
        ("ar", "هذا هو البيت الذي كان في المدينة، ولا أعرف من هو."),
        ("fa", "این کتاب را به او دادم و او از من تشکر کرد، اما خود کتاب را نخوانده بود."),
        ("ur", "یہ کتاب میں نے اس کو دی تھی اور وہ بہت خوش ہے۔"),
        ("hi", "यह किताब मैंने उसको दी थी और वह बहुत खुश है।"),
        ("mr", "हे पुस्तक मी त्याला दिले होते आणि तो खूप आनंदी आहे."),
        ("ne", "यो किताब मैले उसलाई दिएको थिएँ र ऊ धेरै खुसी छ।"),
        ("bn", "আমি এই বইটি তাকে দিয়েছিলাম।"), ("pa", "ਮੈਂ ਇਹ ਕਿਤਾਬ ਉਸ ਨੂੰ ਦਿੱਤੀ ਸੀ।"),
        ("gu", "મેં આ પુસ્તક તેને આપ્યું."), ("ta", "இந்த புத்தகத்தை அவனுக்குக் கொடுத்தேன்."),
        ("te", "నేను ఈ పుస్తకాన్ని అతనికి ఇచ్చాను."), ("kn", "ನಾನು ಈ ಪುಸ್ತಕವನ್ನು ಅವನಿಗೆ ಕೊಟ್ಟೆ."),
        ("th", "ฉันให้หนังสือเล่มนี้แก่เขา"), ("ko", "나는 그에게 이 책을 주었다."),
    ]

    @Test("Every language that IFEval asks for is told from all others", arguments: sentences)
    func languages(code: String, sentence: String) throws {
        for (other, _) in Self.sentences {
            #expect(AnswerLanguage(code: other).holds(for: sentence) == (other == code), "\(other)")
        }
    }

    @Test("Where nothing speaks for a language, nothing speaks against one")
    func unknown() {
        #expect(AnswerLanguage(code: "de").holds(for: "123 !?"))
        #expect(AnswerLanguage(code: "de").holds(for: "Xylophon"))
    }

    @Test(
        "Of published sentences, joined by three, 95 of 100 are told right in each language",
        .enabled(if: ReferenceData.has("language-id"), "needs the reference data language-id"),
        arguments: ["ar", "bg", "de", "en", "fa", "fi", "hi", "it", "ko", "pt", "ru", "vi"])
    func published(code: String) throws {
        let file = try #require(ReferenceData.url("language-id/\(code).txt"))
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).prefix(300)
        let texts = stride(from: 0, to: lines.count - 2, by: 3).map { lines[$0..<$0 + 3].joined(separator: " ") }
        let right = texts.count { LanguageGuess.language(of: $0) == code }
        #expect(100 * right >= 95 * texts.count, "\(right) of \(texts.count)")
    }
}

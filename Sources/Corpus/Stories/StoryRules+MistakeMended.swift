extension StoryRules {
    /// Something is broken, the truth is told, and the thing is mended.
    static let mistakeMended = """
        #mistakeMended
        <opening> <mend.did>¶<mend.hide> <mend.worry> <mend.friend?>¶<mend.tell> <mend.answer>¶<mend.mend> <mend.lesson> <closing?>
        #mend.did
        <day> {hero} {mishap.did}. {mishap.broken}.
        ^{elder} had said, "Please be careful." But <one-time> {hero} {mishap.did}. {mishap.broken}.
        <day> {hero} was alone for a moment. ^{hero.they} {mishap.did}. {mishap.broken}.
        It happened very fast. <day> {hero} {mishap.did}. {mishap.broken}. "Oh no!" [said|cried|whispered] {hero}.
        #mend.hide
        At first, {hero} wanted to {mishap.hide}.
        "Nobody saw it," thought {hero}. "I could {mishap.hide}."
        ^{hero.their} face grew hot. Should {hero.they} {mishap.hide}?
        ^{hero} was afraid. ^{hero.they} thought, "If I {mishap.hide}, nobody will know."
        #mend.worry
        But {hero.their} stomach hurt [all {time}|more and more|at the thought].
        But {hero.they} could not [eat|play|think of anything else]. It felt as if there was a stone in {hero.their} belly.
        But that did not feel right.
        But a small voice inside {hero.them} said, "Tell the truth."
        #mend.friend
        "What should I do?" {hero} asked <friend>. "Tell the truth," said {friend}. "I will go with you."
        ^{friend}, {a} {friendKind} from next door, saw it. "I once did the same," said {friend}. "It is better to tell."
        #mend.tell
        ^{hero} took a deep breath and went to {elder}. "{mishap.tell}," {hero.they} said. "I am [sorry|so sorry|very sorry]."
        When {elder} came home, {hero} ran to the door. "{mishap.tell}," said {hero}, and a tear fell.
        "^{elder}, I have to tell you something," said {hero}. "{mishap.tell}. It was my fault."
        "What happened here?" asked {elder}. ^{hero} looked up. "{mishap.tell}," {hero.they} said in a small voice.
        #mend.answer
        ^{elder} was quiet for a moment. "Thank you for telling me," said {elder}. "Let us mend it together."
        ^{elder} was not happy, but {elder.they} was not angry. "It takes courage to tell the truth," said {elder}.
        ^{elder} sat down beside {hero}. "Everyone makes mistakes," {elder.they} said. "What can we do about it?"
        "I am a little sad about it," said {elder}, "but I am glad that you told me."
        #mend.mend
        Together, they {mishap.mend}. {mishap.after}.
        ^{hero} and {elder} {mishap.mend}. It took [a long time|the whole {time}|two days], but {hero} did not stop. {mishap.after}.
        So they {mishap.mend}. ^{hero} worked [harder than ever|very carefully|with all {hero.their} heart]. {mishap.after}.
        #mend.lesson
        ^{hero} felt light again. ^{hero.they} had learned that the truth is [not as hard as hiding|the best way to mend a mistake].
        "A mistake is not the end," said {elder}. "It is a place to start again." <promise?>
        "Next time, I will come to you at once," said {hero}. ^{elder} hugged {hero.them}.
        And the stone in {hero.their} belly was gone.
        Things can break, but trust is stronger when you tell the truth.
        """
}

extension StoryRules {
    /// Two friends build something; it fails once, and then it works.
    static let building = """
        #building
        <opening> <build.idea>¶<build.parts> <build.work>¶<build.trouble> <build.mood> <build.fix>¶<build.use> <build.lesson> <closing?>
        #build.idea
        <day> {hero} had an idea. "Let us build {a} {project}," {hero.they} said to <friend>.
        <day> {hero} and <friend> had nothing to do. "We could build {a} {project}," said {hero}. "What a good idea!" said {friend}.
        ^{hero} had always wanted {a} {project}. <day> {hero.they} asked <friend> to help build one.
        "Have you ever built {a} {project}?" asked <friend> one {weather} {time}. "No," said {hero}, "but we can try."
        #build.parts
        They needed {project.of}. ^{hero} brought {first} {project.part-many}, and {friend} brought {second}. Now they had {sum} {project.part-many}.
        First, they looked for {project.of}. ^{neighbor} gave them some, and they said thank you.
        ^{a} {project} is made of {project.of}. "We need {sum} {project.part-many}," said {friend}. ^{hero} had {first}, so {friend} went to find {second} more.
        ^{elder} helped them to find {project.of}. They carried everything {place.to}. {place.detail}
        #build.work
        They worked all {time}. {weather.sky}
        ^{hero} [measured|held|carried], and {friend} [cut|tied|pressed]. They sang [while they worked|a working song|as loud as they could].
        They worked [slowly and carefully|side by side|without a word] until [noon|the bell rang|their hands were tired].
        ^{friend} did the hard part, and {hero} did the careful part.
        #build.trouble
        But then something went wrong: {project.trouble}.
        At last, the {project} was ready. But {project.trouble}!
        When they tried it, {project.trouble}. "Oh no!" [cried|said] {friend}.
        They stepped back to look. Suddenly, {project.trouble}.
        #build.mood
        ^{hero} wanted to give up. "Do not be sad," said {friend}. "We can try again."
        ^{friend} [sat down|sighed|kicked a stone]. "It is no use," {friend.they} said. But {hero} was still thinking.
        They looked at each other. Then they both began to laugh.
        "Everyone makes mistakes," said {elder}. "What can you do better now?"
        "It will never work," said {friend}. "It will," said {hero}. "I know what we can do."
        #build.fix
        So they {project.fix}. This time, it worked!
        They {project.fix}. Then they tried it again, and it was [perfect|just right|much better].
        ^{hero} had a [new|better|clever] idea. Together they {project.fix}, and the {project} was as good as could be.
        #build.use
        Soon, {project.use}.
        And that {time}, {project.use}. <glad>
        They were so proud when {project.use}.
        It did not take long, and {project.use}. "We did it!" said {hero} and {friend}.
        #build.lesson
        They had learned that [it is all right to fail the first time|you can always try again|two friends can do what one cannot].
        "The first try is for learning," said {elder}. "The second is for doing."
        ^{hero} and {friend} [wrote their names on|put a small flag on|danced around] the {project}.
        People came to see the {project}. "Who made it?" they asked. "We made it together," said {friend}.
        If something goes wrong, stop, think, and try once more.
        """
}

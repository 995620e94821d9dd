extension StoryRules {
    /// A small animal in need is helped and brought home.
    static let rescue = """
        #rescue
        <opening> <rescue.find>¶<rescue.see> <rescue.help> <rescue.care>¶<rescue.home> <rescue.back> <rescue.lesson?> <closing?>
        #rescue.find
        <day> {hero} was walking {place.to}. {place.detail} Suddenly, {hero.they} heard a [small|soft|sad] sound. There, {spot}, was a little {creature}.
        <day> {hero} and <friend> were playing {place.in}. "Listen!" said {friend}. Something was {creature.sound-ing} {spot}. It was a little {creature}.
        <day> {hero} found a little {creature} {place.in}. It was {spot}, all alone.
        "What is that?" asked {hero} <one-time>. ^{hero.they} was {place.in}, and something moved {spot}. It was a little {creature}.
        #rescue.see
        The {creature} {creature.hurt}. "You poor thing," said {hero}.
        It {creature.hurt}. It [looked|was] very [afraid|weak|tired], and it {creature.sound-past} [softly|sadly].
        ^{hero} came closer. The {creature} {creature.hurt}. "We must help it," said {hero}.
        ^{hero} saw at once what was wrong: the {creature} {creature.hurt}.
        #rescue.help
        "Do not be afraid," {hero} [said|whispered]. "I will help you." Very [gently|slowly|carefully], {hero.they} reached out and helped the {creature}.
        ^{hero} ran to get {elder}. Together, they helped the {creature} [very gently|with careful hands].
        ^{hero} did not know what to do, so {hero.they} asked {neighbor}. "Be slow and be soft," was the answer. And that is how {hero} helped the {creature}.
        ^{hero} [sat down|knelt down] beside it and waited until it was calm. Then {hero.they} helped it.
        #rescue.care
        Then {hero} gave it {creature.give}. The {creature} {creature.sound-past} and closed its eyes.
        The {creature} was hungry, so {hero} gave it {creature.give}. For {first} days, {hero} looked after it.
        ^{hero} made a soft bed in a box and brought {creature.give}. Each day, the {creature} grew [stronger|a little stronger|happier].
        "It needs food and rest," said {elder}. ^{hero} gave it {creature.give} and sat with it [until it slept|all night|every {time}].
        #rescue.home
        "Can I keep it?" asked {hero}. "It has a home of its own," said {elder}. ^{hero} was sad, but {hero.they} understood. They brought the {creature} back to its {creature.home}.
        Soon, the {creature} was well again. ^{hero} carried it back to its {creature.home}.
        When the {creature} was strong, {hero} took it to its {creature.home}. Its mother was waiting there.
        One {weather} {time}, it was time to say goodbye. ^{hero} brought the {creature} to its {creature.home} and set it down.
        #rescue.back
        The {creature} looked back once and {creature.sound-past}. It was as if it said thank you. <glad?>
        The next morning, {hero} heard something at the window. It was the {creature}! It {creature.sound-past} [two times|three times] and went home again.
        "Goodbye, little {creature}," said {hero}. "Come and visit me." And it did, [every spring|all summer long|the very next day].
        After that, {hero} went to see it again and again. <glad?>
        #rescue.lesson
        ^{hero} had learned that [a small kindness can save a life|being gentle is a way to be strong|helping feels better than having].
        "You have a good heart," said {elder}.
        Even the smallest hands can help.
        "Why did you help it?" asked {friend}, {a} {friendKind} who lived nearby. "Because it needed me," said {hero}.
        """
}

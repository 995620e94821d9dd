/// The sentences of the stories; ``StoryGrammar`` explains the notation.
enum StoryRules {
    static let all = [
        shared, lostAndFound, quest, sharing, building, visit, mystery, mistakeMended, learning, gathering, rescue,
    ]

    /// Sentences that every shape uses.
    static let shared = """
        #opening
        Once upon a time, there was {a} {trait} {heroKind} named {hero}.
        Once there was {a} {trait} {heroKind} [named|called] {hero}, who lived [near|by|close to] {home}.
        ^{hero} was {a} {trait} {heroKind} who lived [near|by|close to] {home}.
        There was once {a} {trait} {heroKind}. ^{hero.their} name was {hero}, and {hero.they} had {trait.noun}.
        In a [small|little|quiet|cozy] house [near|by|close to] {home} lived {a} {heroKind} named {hero}. ^{hero.they} had {trait.noun}.
        [Near|Close to] {home}, in a [small|little|quiet] house, lived {a} {trait} {heroKind} named {hero}.
        Long ago, {a} {trait} {heroKind} named {hero} lived with {hero.their} family [near|by|close to] {home}.
        Everyone who lived [near|by|close to] {home} knew {hero}. ^{hero} was {a} {trait} {heroKind} with {trait.noun}.
        This is the story of {a} {trait} {heroKind} named {hero}.
        #day
        One {weather} {time},
        It was {a} {weather} {time} when
        On {a} {weather} {time},
        #sky
        {weather.sky}
        #friend
        {hero.their} friend {friend}
        {hero.their} best friend {friend}
        {hero.their} good friend {friend}
        {a} {friendKind} named {friend}
        {friend}, {a} {friendKind} from [next door|the same street|the other side of the road],
        #closing
        That night, {hero} [fell asleep|went to bed|slept] with a smile.
        And {hero} never forgot that {weather} {time}.
        ^{hero} [smiled|laughed] all the way home.
        When the stars came out, {hero} was still [smiling|happy].
        And from that day on, {hero} told the story to [everyone who would listen|anyone who asked].
        It was the best day that {hero} had had in a long time.
        At bedtime, {hero} told {elder} [all about it|the whole story|everything].
        The [moon rose|sun went down] over the [roofs|houses|trees], and {hero} was happy.
        #promise
        "I will [remember|never forget] that," said {hero}.
        "Now I [know|understand]," said {hero}.
        ^{hero} thought about it for a [long|little] while and [nodded|smiled].
        #thank
        "Thank you[| so much| very much]!" said {hero}.
        "Thank you, {friend}!" [said|cried|called] {hero}.
        "You are a [good|true|real] friend," said {hero}.
        ^{hero} [hugged|thanked] {friend} and [smiled|laughed].
        "I am so [happy|glad|lucky] to have a friend like you," said {hero}.
        #glad
        ^{hero} was very [happy|glad|proud].
        ^{hero} jumped up and down [with joy|and laughed|and clapped].
        ^{hero} felt [warm|light] and happy [inside|all over].
        ^{hero} laughed [out loud|with joy] and danced [in a circle|on one foot|around and around].
        ^{hero} could not stop smiling.
        ^{hero.their} heart [jumped|sang] with joy.
        """
}

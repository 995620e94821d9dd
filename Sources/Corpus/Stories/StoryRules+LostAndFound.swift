extension StoryRules {
    /// Something dear is lost and found again.
    static let lostAndFound = """
        #lostAndFound
        <opening> <lost.love>¶<lost.lose> <lost.upset>¶<lost.search> <lost.friend> <lost.look> <lost.found>¶<thank> <lost.after> <lost.lesson> <closing?>
        <opening> <lost.love> <lost.lose>¶<lost.upset> <lost.friend>¶<lost.look> <lost.search> <lost.found> <glad>¶<lost.after> <closing>
        #lost.love
        ^{hero} had {a} {look} {thing}, and {hero.they} loved it [very much|more than anything|with all {hero.their} heart].
        The thing that {hero} loved most was {a} {look} {thing}. Every day {hero.they} liked to {thing.play} it.
        On {hero.their} birthday, {elder} gave {hero} {a} {look} {thing}. "Take good care of it," said {elder}.
        ^{hero} {thing.play-past} {hero.their} {look} {thing} every [morning|day|single day].
        The best thing that {hero} had was {a} {look} {thing}. It was a present from {elder}.
        ^{hero} had {a} {look} {thing}. ^{hero.they} [carried it everywhere|took it everywhere|never left home without it].
        #lost.lose
        <day> {hero} took the {thing} {place.to}. {place.detail} ^{hero} [ran and played|jumped and sang|looked at everything] [for hours|until noon|for a long time]. When it was time to go home, the {thing} was gone.
        <day> {hero} went {place.to} with the {thing}. {weather.sky} But on the way home, {hero} looked down and saw that the {thing} was not there.
        <day> {hero} was {place.in}, {thing.play-ing} the {look} {thing}. Then {elder} called, and {hero} put the {thing} down [for a moment|just for a minute]. When {hero.they} came back, it was gone.
        <day> {hero} and {elder} walked {place.to}. {place.detail} ^{hero} put down the {thing} to [pick a flower|watch a beetle|look at a cloud|tie a shoe], and then {hero.they} forgot it.
        #lost.upset
        "Oh no! Where is my {look} {thing}?" [cried|said|asked] {hero}.
        ^{hero} [felt very sad|wanted to cry|was very sad]. "My {look} {thing} is lost," {hero.they} said[| in a small voice| with tears in {hero.their} eyes].
        A tear ran down {hero.their} cheek. "I have lost my {thing}," said {hero}.
        "My {thing} is gone!" [cried|said] {hero}. ^{hero.their} heart beat [fast|hard].
        ^{hero} looked in every pocket and behind every door, but the {look} {thing} was not at home.
        #lost.search
        ^{hero} went back {place.to} and looked {wrongSpot}. There was [only a brown leaf|nothing but a sleepy snail|only an old shoe|nothing at all].
        First, {hero} looked {wrongSpot}, but the {thing} was not there.
        ^{hero} ran {place.to} and looked {wrongSpot}. "It is not here," {hero.they} [said|sighed|whispered].
        ^{hero} thought hard. "Maybe it is {wrongSpot}," {hero.they} said. But it was not.
        #lost.friend
        Then <friend> came by. "Why are you so sad?" asked {friend}. "I cannot find my {look} {thing}," said {hero}.
        Just then, {hero} met <friend>. "What is wrong?" asked {friend}. "I lost my {thing}," said {hero}.
        ^<friend> saw {hero} and came over. "I will help you find the {thing}," said {friend}.
        "Do not cry," said a [soft|kind|friendly] voice. It was <friend>. "We will find your {thing} together," said {friend}.
        #lost.look
        "Where did you see it last?" asked {friend}. "^{place.in}," said {hero}. So they [went|walked|hurried] there together.
        "[Two pairs of eyes are better than one|Four eyes see more than two|It is easier to look together]," said {friend}.
        They looked [high and low|to the left and to the right|here and there] {place.in}. They [asked a bird|asked an old man|asked a woman with a dog], but nobody had seen the {thing}.
        "Let us walk the same way again, step by step," said {friend}.
        They [called|looked] and [searched|looked] and did not give up.
        #lost.found
        At last, {friend} looked {spot}. There was the {look} {thing}!
        Then {hero} saw something {look} {spot}. It was the {thing}!
        "Look!" [cried|called|shouted] {friend}. There, {spot}, was the {look} {thing}.
        In the end, they found the {look} {thing} {spot}. It was [a little dusty|a little wet|as good as new|not even dirty].
        "I see it!" [cried|called] {hero}. The {look} {thing} was {spot}, and it was [safe and sound|all in one piece|as good as new].
        #lost.after
        On the way home, {hero} [held|carried] the {thing} [with both hands|very carefully|close to {hero.their} heart].
        After that, {friend} and {hero} played with the {thing} together.
        ^{hero} let {friend} {thing.play} it, too.
        They took turns with the {thing} until [the sun went down|it was dark|dinner was ready].
        From that day on, {hero} always put the {thing} [in its place|on the shelf|beside the bed] at night.
        #lost.lesson
        ^{hero} had learned to [take care of the things that {hero.they} loved|look after {hero.their} things].
        A lost thing is easier to find with a friend.
        "When you lose something, stay calm and look again," said {elder}. <promise?>
        ^{hero} knew now that {a} {thing} can be lost and found, but a good friend is worth even more.
        """
}

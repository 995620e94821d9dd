extension StoryRules {
    /// Somebody has much, somebody has nothing, and half is enough for both.
    static let sharing = """
        #sharing
        <opening> <share.food>¶<share.meet> <share.doubt> <share.give>¶<share.after> <share.lesson> <closing?>
        <opening> <share.toy>¶<share.ask> <share.no>¶<share.alone> <share.yes>¶<share.play> <share.lesson> <closing?>
        #share.food
        <day> {elder} gave {hero} {whole} {food.one-many} in a [small|brown|round] basket. ^{hero} took the basket {place.to}.
        <day> {hero} went {place.to} with {whole} {food.one-many} in a bag. {place.detail} ^{hero.they} sat down to eat.
        "Here are {whole} {food.one-many} for you," said {elder} <one-time>. ^{hero} thanked {elder.them} and ran {place.to}. {weather.sky}
        #one-time
        one {weather} {time}
        one {time}
        #share.meet
        There {hero} saw <friend>. ^{friend} had no {food.one-many}. ^{friend.they} [looked hungry|looked sad|sat all alone].
        Soon, <friend> came along and looked at the {food.one-many}. "They smell so good," said {friend}. "I have nothing to eat today."
        Beside the path sat <friend>. "What is wrong?" asked {hero}. "I forgot my lunch," said {friend}.
        #share.doubt
        ^{hero} looked at the {whole} {food.one-many}. They all looked so good.
        "If I give some away, I will have less," thought {hero}. But then {hero} looked at {friend} again.
        At first, {hero} wanted to keep every single {food.one}.
        ^{hero} did not have to think for long.
        #share.give
        "I have {whole} {food.one-many}," said {hero}. "^{half} for you and {half} for me." They sat down and ate together.
        "Please take half of them," said {hero}. So {friend} got {half} {food.one-many}, and {hero} kept {half}.
        ^{hero} counted the {food.one-many}. There were {whole}. ^{hero.they} gave {half} of them to {friend} and kept the other {half}. "Now we both have the same," said {hero}.
        #share.after
        ^{friend}[ smiled| laughed| beamed]. "This is the best {food.one} I have ever eaten," said {friend}.
        "Thank you," said {friend}. "Tomorrow I will bring something for you." And the next day, {friend} came with {present.a}.
        When the {food.one-many} were gone, they [ran|jumped|played] {place.in} until [the sun went down|it was time for dinner|they were tired].
        "^{half} {food.one-many} with a friend taste better than {whole} alone," said {hero}.
        #share.toy
        ^{hero} had {a} new {thing}. It was {look}, and {hero.they} thought it was the best {thing} in the world.
        <day> {elder} gave {hero} {a} {look} {thing}. ^{hero} {thing.play-past} it [all day|from morning to night|again and again].
        For a long time, {hero} had wanted {a} {thing}. <day> {elder} brought one home. It was {look}.
        #share.ask
        ^{hero} took it {place.to}. There was <friend>. "May I {thing.play} it, too?" asked {friend}.
        Soon, <friend> came to visit. "What a nice {look} {thing}!" said {friend}. "May I try it?"
        ^{place.in}, {hero} met <friend>. ^{friend} looked at the {thing}. "Can we take turns?" asked {friend}.
        #share.no
        "No," said {hero}. "It is mine." ^{friend} [looked down|said nothing] and walked away.
        "No, you might break it," said {hero}. ^{friend} was sad and went home.
        ^{hero} held the {thing} tight. "I want it all for myself," {hero.they} said. So {friend} went away.
        #share.alone
        ^{hero} went on {thing.play-ing} the {thing} alone. But it was not so much fun any more.
        Now {hero} had the {thing} all alone. It was very quiet. ^{hero} began to feel [lonely|sorry|sad].
        After a while, {hero} stopped. "Why am I not happy?" {hero.they} asked {elder}. "^{a} {thing} cannot laugh with you," said {elder}.
        #share.yes
        ^{hero} ran after {friend}. "I am sorry," said {hero}. "Let us take turns."
        So {hero} went to the house of {friend} and knocked on the door. "Please come out," said {hero}. "You can {thing.play} it first."
        "^{friend}, wait!" called {hero}. "I was not kind. It is your turn now."
        #share.play
        They took turns. First {friend} {thing.play-past} it, then {hero}. They [laughed so loud that the birds looked|laughed until their bellies hurt|had more fun than ever].
        ^{friend} {thing.play-past} the {look} {thing} and [laughed|smiled|cheered]. ^{hero} laughed, too.
        All {time} long, the two friends shared the {thing}. And the next day, {friend} brought {half} {food.one-many} to share.
        #share.lesson
        ^{hero} learned that sharing makes [everything twice as good|a small thing big|two people happy].
        "When you share, you never have less," said {elder}. <promise?>
        Good things are even better when two people have them.
        Since that day, {hero} and {friend} share everything[| that they have|, big or small].
        """
}

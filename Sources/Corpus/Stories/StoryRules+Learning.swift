extension StoryRules {
    /// Something is hard, is practiced, and is hard no more.
    static let learning = """
        #learning
        <opening> <learn.want>¶<learn.try> <learn.mood>¶<learn.tip> <learn.practice>¶<learn.success> <learn.lesson> <closing?>
        #learn.want
        There was one thing that {hero} wanted more than anything. ^{hero.they} wanted to {skill.do}.
        All of {hero.their} friends could {skill.do}, but {hero} could not.
        <day> {hero} saw <friend>, who could {skill.do} very well. "I want to do that, too," said {hero}.
        "When I am big, I will {skill.do}," {hero} always said. Then, <one-time>, {hero.they} thought, "Why not now?"
        #learn.try
        The first time, {hero} {skill.fail}.
        ^{hero} tried it {skill.in}. ^{hero.they} {skill.fail}. {weather.sky}
        On the first day, {hero} {skill.fail}. On the second day, {hero.they} {skill.fail} again.
        So {hero} went to try it {skill.in}, but {hero.they} {skill.fail}. ^{hero.they} tried {first} times, and {first} times it went wrong.
        #learn.mood
        "I will never learn it," [said|cried|sighed] {hero}.
        ^{hero} was [angry|sad|tired] and wanted to stop. "It is too hard for me," {hero.they} said.
        Somebody laughed, and {hero} turned red.
        ^{hero} sat down and [looked at the ground|said nothing for a while|wiped away a tear].
        #learn.tip
        ^{elder} had seen it all. "{skill.tip}," said {elder}. "And do not be in a hurry."
        Then {hero.their} friend {friend} came over. "It was hard for me, too," said {friend}. "{skill.tip}."
        "May I tell you a secret?" asked {neighbor}. "{skill.tip}. That is how I learned it."
        "Nobody can do it on the first day," said {elder}. "{skill.tip}. Then try again."
        #learn.practice
        ^{hero} tried again and again. Every day it went a little better.
        So {hero} practiced every {time}, {skill.in}. ^{hero.they} did not count the times when it went wrong.
        Day after day, {hero} tried it again {skill.in}. Rain or shine, {hero.they} did not give up.
        One day went by, and then another. Slowly, {hero} learned to {skill.do}.
        #learn.success
        And then, one {weather} {time}, it happened: {hero} {skill.show}! <glad>
        After {sum} days, {hero} {skill.show}. "Look at me!" {hero.they} called.
        At last, {hero} {skill.show}. "You did it!" [cried|said] {elder}. <glad?>
        When summer came, {hero} {skill.show}. Nobody laughed now, and everyone cheered.
        #learn.lesson
        "It was not luck," said {hero}. "It was practice."
        ^{hero} had learned that hard things become easy, little by little.
        Later, a small child asked, "Can you teach me to {skill.do}?" "Of course," said {hero}. "{skill.tip}."
        "Are you not glad that you did not stop?" asked {elder}. ^{hero} nodded and [smiled|laughed].
        Now {hero} knew that falling down is a part of getting up.
        """
}

"""The words that tell whether something happened: of denying, planning, predicting, hedging, supposing and playing."""

from __future__ import annotations

from dateline.knowledge.lexicon import word_set

DENYING = word_set(
    "deny refute reject disprove prevent avoid avert foil thwart stop abort cancel refuse fail decline rule halt scrap "
    "postpone disrupt repel intercept forestall dismiss preempt miss neglect forbid ban"
)
PLANNING = word_set(
    "plan intend want threaten vow prepare aim seek hope promise pledge schedule decide order urge demand call plot "
    "propose agree consider contemplate encourage incite authorize authorise approve wish mean offer ask request "
    "conspire resolve need instruct advocate warn signal announce ready mull look"
)
PREDICTING = word_set("expect predict forecast foresee anticipate project")
HEDGING = word_set(
    "allege suspect believe think claim accuse appear seem suggest fear assume suppose presume speculate estimate "
    "rumour "
    "rumor imply insist charge blame indicate hint doubt consider implicate"
)
ATTEMPTING = word_set("try attempt")
HEDGING_ADVERBS = word_set(
    "allegedly reportedly apparently possibly probably perhaps purportedly presumably supposedly seemingly maybe "
    "ostensibly unconfirmed"
)
HEDGING_ADJECTIVES = word_set(
    "alleged suspected apparent possible purported presumed supposed reported rumoured rumored probable unconfirmed "
    "believed"
)
PLANNING_ADJECTIVES = word_set(
    "planned future threatened imminent impending upcoming scheduled intended proposed looming forthcoming potential "
    "would-be prospective pending"
)
DENYING_ADJECTIVES = word_set("foiled thwarted aborted averted cancelled canceled fake simulated mock prevented hoax")
# Exercises: the words tell of an attack that is only played.
PLAYED = word_set(
    "drill drills exercise exercises simulation simulations training rehearsal film movie novel game games video-game"
)
HYPOTHETICAL_MARKS = word_set("if unless whether lest")
MODALS = word_set("may might could would can should must 'd ca")
WILL = word_set("will shall 'll wo")
# A noun as the object or subject of these shares the verb's modality; of another verb ("probe the attack") it does not.
LIGHT = word_set(
    "launch carry stage mount conduct commit make hold execute perform wage undertake perpetrate lead start begin "
    "occur "
    "happen take follow come continue resume erupt break trigger spark provoke cause suffer face stage open see "
    "be have "
    "order organize organise end turn lead result include involve fire set plant attempt avoid "
    "sign reach do impose declare provide give"
)
THROUGH = word_set("dobj obj pobj prep nsubj nsubjpass attr conj pcomp xcomp ccomp advcl acl oprd agent acomp dative")
NOUN_RELATIONS = word_set("dobj obj pobj prep nsubj nsubjpass attr conj agent compound dative")
# Nouns that govern as the verbs of planning do: "a plan to attack", "threat of an attack".
PLANNING_NOUNS = word_set(
    "plan plot threat intention order permission call readiness proposal preparation wish risk danger fear "
    "possibility prospect conspiracy bid likelihood vow authority"
)
# "an operation to capture a leader" tells what it is for, not whether it was done.
PURPOSEFUL_NOUNS = word_set("operation mission raid search sweep effort")
# Who is called to what has happened, not to what others shall do ("called to a march").
RESPONDERS = word_set(
    "police officer deputy trooper firefighter fireman crew paramedic medic ambulance detective rescuer unit patrol "
    "authorities they we"
)
HEDGING_NOUNS = word_set("allegation claim suspicion accusation rumor rumour belief charge")
DENYING_NOUNS = word_set("denial absence lack")
TELLING = word_set("say tell report add state claim allege believe think know learn announce confirm deny")
SERIES = word_set(
    "report claim allegation rumour rumor news talk word series wave spate string number round act campaign kind type "
    "form spree sort wave threat risk"
)
PLAYING = word_set(
    "simulate rehearse depict portray reenact re-enact practise practice imagine commemorate fictionalize"
)
BODIES = word_set(
    "government forces group authorities coalition organization organisation union party ministry council side "
    "sides command"
)
UNTRUE = word_set("untrue false baseless unfounded fabricated incorrect bogus fictitious imaginary hoax rumours lies")
LIKELY = word_set("likely unlikely possible imminent inevitable probable conceivable unavoidable")
SPEECH = word_set("say tell vow pledge promise warn signal announce swear declare add state threaten")


# Who denies these of an act leaves it standing: "denied responsibility for the attack".
INVOLVEMENT = word_set("responsibility involvement role part hand complicity")
DENYING_CUES = frozenset(("deny", "refute", "dismiss", "reject"))
#: Clauses after these hold whatever is said of the rest.
GIVEN_MARKS = frozenset(("when", "after", "before", "while", "since"))

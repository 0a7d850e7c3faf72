"""Delicate matters in other registers: in capitals, misspelled, in haste; and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.sensitive import SensitiveRules, find_sensitive, load_sensitive
from corrtui.triage.spelling import Spelling
from corrtui.triage.words import split_words
from tests.triage.test_sensitive import PARAPHRASES

REGISTERS = {
    "threat or violence": [
        "IM GOING TO KILL WHOEVER SENT THIS BILL",
        "i will kil you and your hole office",
        "im comming down their with my gun",
        "You will regret this. I know wear you live.",
        "There's powder all over the letter, kind of white.",
        "somebody is gonna get shot if this isnt fixed",
        "I'll blow that place sky high",
        "I will put a bullit in the next man who calls",
    ],
    "self-harm": [
        "I CANT TAKE IT ANYMORE I WANT TO END IT ALL",
        "i am thinking about suiside",
        "No one would miss me if I was gone.",
        "i dont want to be here any more",
        "I have nothing left to live for",
        "im going to kill my self tonight",
        "what is the point of living",
        "I plan to take my own life after Christmas",
    ],
    "abuse or minor in danger": [
        "HE IS BEATING THE CHILDREN",
        "my husbend hits me",
        "someone is hurting a child at that address",
        "the little girl next door is being abused",
        "my caregiver is steeling from me and hits me",
        "a minor is in danger in that home",
    ],
    "legal process": [
        "YOU ARE HEREBY SUMMONED",
        "Enclosed is a subpena for the records",
        "please preserve all evidence related to this account",
        "Writ of garnishment attached",
        "Notice of levy",
        "You have been served with the attached complaint",
        "Subpoena for records of the account",
    ],
    "bankruptcy": [
        "I FILED CHAPTER 7 LAST WEEK",
        "i have filed for bankrupcy case no 26-1001",
        "The automatic stay is in effect",
        "notice of the 341 meeting",
        "we filed chapter thirteen and you must stop collecting",
        "My bankruptcy attorney told me to send you the case number",
    ],
    "regulator or legislator": [
        "OFFICE OF THE ATTORNEY GENERAL, Consumer Protection Division. We have received a complaint.",
        "I write on behalf of my constituant Mrs. Lane",
        "Congressman Hill asks for a report on this matter",
        "The Better Business Bureau has received complaint no. 4411 about your firm",
        "This Department has opened an investigation",
        "Senator Whitfield has asked me to look into the matter",
    ],
    "press": [
        "I am a reporter with the Daily Post and am writing a story",
        "Our newspaper asks for your comment by 5 p.m.",
        "Channel 5 news would like to interview someone",
        "I'm a journalist preparing an article about your fees",
    ],
    "complaint to a regulator": [
        "I ALREADY COMPLAINED TO THE CFPB",
        "i will report you to the attorny general",
        "Next stop is the BBB",
        "my congressman will hear of this",
    ],
    "attorney represented": [
        "MY LAWYER WILL HANDLE THIS",
        "all further contact must go to my attorny",
        "Our firm represents Mr. Doe",
        "I have retained counsel",
        "speak to my lawer",
        "Law Offices of Pike & Hart",
    ],
    "suit threatened": [
        "I WILL SUE YOU",
        "see you in court",
        "i will take you to small claims",
        "we will persue legal action",
        "You leave me no choice but to file a lawsuit",
    ],
    "identity theft or fraud": [
        "SOMEONE OPENED THIS ACCOUNT IN MY NAME",
        "identity theif used my social",
        "this is not my account and I filed a police report",
        "I am a victim of fraud",
        "my identity was stolen",
    ],
    "health information": [
        "I AM HIV POSITIVE AND",
        "my drug treatment records",
        "my son's psychiatric records",
        "send my medical records",
        "her substance abuse treatment",
    ],
    "discrimination or harassment": [
        "YOU DISCRIMINATED AGAINST ME BECAUSE I AM BLACK",
        "your store has no wheelchair ramp which violates the ADA",
        "he made racial remarks",
        "i was sexually harrassed by your driver",
        "denied because of my race",
        "I was refused because I am pregnant",
    ],
    "injury or product safety": [
        "THE HEATER CAUGHT FIRE",
        "my son was burned by the kettle",
        "the lader colapsed and i broke my arm",
        "Is there a recall on this model",
        "I was injured on your stairs",
        "the battery exploded",
    ],
    "deceased customer": [
        "MY FATHER DIED LAST MONTH",
        "my mother past away in May",
        "I am the executor of the estate",
        "the late Mrs. Hart's account",
        "she is deceased",
        "my husband has died, please close the account",
    ],
    "vulnerable writer or disaster": [
        "we lost our house in the hurricane",
        "I am 88 years old, blind and live alone",
        "I have terminal cancer",
        "i have dementia and do not understand your letter",
        "the flood took everything",
    ],
    "privacy breach or misconduct": [
        "YOU SENT ME SOMEONE ELSES STATEMENT",
        "I received another person's letter in my envelope",
        "your clerk told my employer about my debt",
        "your technician stole my watch",
        "your agent was drunk",
        "my private information was leaked",
    ],
    "cease contact": [
        "STOP CALLING ME",
        "do not contact me again",
        "take me off your mailing list",
        "please unsubscribe me",
        "i no longer wish to recieve your letters",
        "never write to me again",
        "cease all communication",
    ],
    "payment in full offered": [
        "cashing this check means payment in full",
        "enclosed is $50 in full and final settlement",
        "check marked paid in full",
        "accept this as full satisfaction of the disputed bill",
    ],
    "our own people": [
        "I am an employee of your company",
        "my wife works for you",
        "I sit on your board of directors",
        "your president is my brother",
    ],
}

HARMLESS = (
    "What a killer deal on the lantern!",
    "I am dying to try the new mill.",
    "The case is bomb-proof, as you say in the catalog.",
    "The toner powder leaked in the printer.",
    "You said the layer of paint was thin.",
    "I got my flu shot in your store.",
    "Our attorneys general and other jokes: a book for order.",
    "I reported the delay and received no answer.",
    "The parcel was late and the box was bent.",
    "I'm sure you won't mind a word of praise.",
)


@pytest.mark.parametrize(("kind", "letter"), [(kind, one) for kind, of in REGISTERS.items() for one in of])
def test_it_is_found_in_any_register(rules: SensitiveRules, kind: str, letter: str) -> None:
    assert kind in {hit.kind for hit in find_sensitive(letter, "", rules)}


@pytest.mark.parametrize("kind", PARAPHRASES)
def test_every_class_is_tried_in_twelve_ways_and_in_capitals(rules: SensitiveRules, kind: str) -> None:
    letters = [*PARAPHRASES[kind], *REGISTERS.get(kind, ())]

    assert len(letters) >= 12
    assert [one for one in letters if kind not in {hit.kind for hit in rules.find(one.upper())}] == []


@pytest.mark.parametrize("letter", HARMLESS)
def test_what_only_looks_like_it_stops_nothing(rules: SensitiveRules, letter: str) -> None:
    assert [hit for hit in find_sensitive(letter, "", rules) if not hit.clerk_may_reply] == []


def test_a_mention_marks_the_letter_and_does_not_decide_it(rules: SensitiveRules) -> None:
    [told] = rules.find("The bankruptcy on my credit report is not mine.")
    [notice] = rules.find("Notice: the automatic stay is in force.")

    assert (told.kind, told.decides) == ("bankruptcy", False)
    assert (notice.kind, notice.decides) == ("bankruptcy", True)


def test_every_class_says_whom_to_tell(rules: SensitiveRules) -> None:
    assert all(of.tell for of in rules._classes)


def test_one_wrong_letter_in_a_long_word_is_put_right_and_no_other_word() -> None:
    spelling = Spelling(("attorney", "suicide"), {"kil": "kill"})

    def meant(text: str) -> tuple[str, ...]:
        return spelling.mend(split_words(text)).word

    assert meant("atorney attorny attonrey attorneyy suiside kil") == (*("attorney",) * 4, "suicide", "kill")
    assert meant("attorneys journey kiln suicides atrny") == (
        "attorneys",
        "journey",
        "kiln",
        "suicides",
        "atrny",
    )


@given(st.text(max_size=400))
def test_putting_right_moves_no_word(text: str) -> None:
    words = split_words(text)
    mended = Spelling(("attorney",), {}).mend(words)

    assert (mended.start, mended.end, mended.sentence) == (words.start, words.end, words.sentence)
    for hit in load_sensitive().find(text):
        assert 0 <= hit.start < hit.end <= len(text)

"""Delicate matters: what must raise a flag in whatever words, and what must not."""

from __future__ import annotations

import pytest

from corrtui.errors import SettingsError
from corrtui.triage.sensitive import NearMiss, Sensitive, SensitiveRules, find_sensitive, near_misses

PARAPHRASES = {
    "threat or violence": [
        "If this is not settled by Friday I will kill the man who signed it.",
        "I'm going to come down there and shoot every one of you.",
        "You people deserve to die for what you did to my family.",
        "There is a bomb in the parcel I sent to your warehouse.",
        "A white powder came out when I slit the envelope.",
        "I own a shotgun and I know where your office is.",
        "I know where you live, Mr. Hale, and where your kids go to school.",
        "Somebody ought to burn your building down with all of you in it.",
        "Watch your back when you leave work tonight.",
        "I swear I'll break his legs if he shows his face again.",
        "Next time I come I am bringing a gun.",
        "You will pay for this with your life.",
        "Do I have to shoot someone to get an answer?",
        "I will beat your clerk senseless.",
    ],
    "self-harm": [
        "I can't go on like this any more.",
        "After this bill there is no reason to live.",
        "I have been thinking of suicide since your letter came.",
        "I am going to end my life and you can have the house.",
        "My family would be better off without me.",
        "Nobody would even miss me.",
        "I just want to die.",
        "By the time you read this I will be gone.",
        "I don't want to live anymore.",
        "I took all my pills last night and woke up in the ward.",
        "My husband says he will kill himself if we lose the shop.",
        "I am thinking about hurting myself.",
        "Life is not worth living with this debt.",
        "I wish I was dead.",
        "I see no way out except ending it all.",
    ],
    "abuse or minor in danger": [
        "My husband beats me when your letters come.",
        "Somebody is hurting that child next door.",
        "He hits the kids whenever a bill arrives.",
        "My mother is a victim of elder abuse by her caregiver.",
        "Please do not send mail here, I am hiding because of domestic violence.",
        "The children are not safe with him.",
        "I am afraid for my life in this house.",
        "There is a baby in that apartment in danger and no one comes.",
        "Her stepfather is molesting the girl.",
        "I have a restraining order against my former husband.",
        "He locks my son in the cellar.",
    ],
    "legal process": [
        "You are hereby commanded to appear and bring the records.",
        "Please find a subpoena for the employment file of Mr. Doe.",
        "Enclosed is a summons and complaint, to be answered within 20 days.",
        "This is a writ of garnishment against your employee's wages.",
        "Please preserve all documents and e-mails about this account.",
        "We demand that you place a litigation hold on the recordings.",
        "Notice of levy: all property of the taxpayer in your hands is seized.",
        "Plaintiff serves the following interrogatories upon defendant.",
        "Your records custodian is required to give a deposition on May 3.",
        "By order of the court the enclosed records are to be produced.",
        "A verified complaint has been filed in the Superior Court.",
        "The judgment creditor asks that you answer the enclosed.",
        "Plaintiff's first request for production of documents is attached.",
    ],
    "bankruptcy": [
        "I filed for bankruptcy last month.",
        "This is a notice of a Chapter 13 case.",
        "The automatic stay forbids any further collection.",
        "The first meeting of creditors will be on June 3.",
        "My debts were discharged by the bankruptcy court in May.",
        "We have petitioned for bankruptcy and list you as a creditor.",
        "The trustee in bankruptcy has asked me to write to you.",
        "Please send your proof of claim to the clerk.",
        "I have declared bankruptcy and can't pay.",
        "See 11 U.S.C. 362.",
        "My husband went bankrupt in the spring and his case is open.",
        "A Chapter Seven petition was entered on the 4th.",
    ],
    "regulator or legislator": [
        "On behalf of my constituent I ask for a report.",
        "This office has received a complaint against your firm.",
        "I am a Member of Congress writing for Mr. Lee.",
        "The Division of Consumer Affairs requests your reply within ten days.",
        "Office of the Attorney General, Consumer Protection Division",
        "As caseworker for Senator Whitfield I would like to hear from you.",
        "Our agency is investigating the enclosed complaint, please respond to this agency by May 1.",
        "BBB complaint no. 224411 has been filed about your store.",
        "CFPB case number 230101-1234 needs a response.",
        "The Department of Insurance has received the attached complaint.",
        "United States Senate, Washington",
        "The Public Utility Commission staff has opened an inquiry and requests your records.",
    ],
    "press": [
        "I am a reporter with the Daily Herald.",
        "We are working on a story about late refunds.",
        "I'm a journalist and would like a comment.",
        "Channel 7 news is preparing a segment on your company.",
        "My deadline for the article is Thursday.",
        "We would like a statement for our story before we go to press.",
        "This is a media inquiry about the recall.",
        "As the consumer columnist for the Tribune I get many letters about you.",
        "For publication in Sunday's paper we ask two questions.",
        "Our investigative team will broadcast this next week.",
    ],
    "complaint to a regulator": [
        "I have filed a complaint with the CFPB.",
        "If I do not hear from you I will write to the Attorney General.",
        "A copy of this goes to the Better Business Bureau.",
        "I shall report you to the state insurance commissioner.",
        "My congressman will hear about this.",
        "I am sending this to the Federal Trade Commission.",
        "I have contacted my senator about you.",
        "The public utilities commission will get a copy.",
        "I'll go to the newspapers with this.",
        "The BBB told me to write you first.",
        "I will take this up with the state regulators.",
    ],
    "attorney represented": [
        "I represent Mrs. Jane Roe in this matter.",
        "Please direct all further communications to my attorney.",
        "This firm has been retained by Mr. Lund.",
        "Our client disputes the account in full.",
        "My lawyer has advised me not to talk to you.",
        "Paul Mason, Esq.",
        "Law Offices of Mason & Pike",
        "I am counsel for the estate.",
        "We are the attorneys for Bolt Co.",
        "I am represented by counsel.",
        "The undersigned has been retained to act for Ms. Bell.",
    ],
    "suit threatened": [
        "I will sue you.",
        "See you in court!",
        "I am prepared to take legal action.",
        "We will take this to small claims court.",
        "My next step is a lawsuit.",
        "I am going to hire an attorney.",
        "You leave me no choice but to pursue legal remedies.",
        "There are enough of us for a class action.",
        "Let a judge decide who is right.",
        "I'll take you to court over this.",
    ],
    "identity theft or fraud": [
        "I never opened this account.",
        "Someone used my name to order from you.",
        "This is not my account.",
        "I am a victim of identity theft.",
        "A police report is enclosed.",
        "Somebody stole my identity and ran up these charges.",
        "My signature was forged on that form.",
        "Thieves opened a card in my name.",
        "My wallet was stolen and now I get your bills.",
        "I did not apply for this loan.",
        "The FTC affidavit is attached.",
        "My account was hacked.",
    ],
    "health information": [
        "Please send my medical records to Dr. Lee.",
        "I need a copy of my chart.",
        "Here is the authorization to release my health information.",
        "My HIV test came back and I want it kept private.",
        "I was in rehab when the bill came.",
        "Send the lab results to me.",
        "Under HIPAA I have a right to my file.",
        "I would like the discharge summary from June.",
        "She was diagnosed with cancer in March.",
        "The MRI films and the x-ray report, please.",
        "I want the notes of my visits to the clinic and all patient records.",
    ],
    "discrimination or harassment": [
        "I was refused service because I am black.",
        "This is discrimination.",
        "Your agent made racist remarks.",
        "My disability was the reason, they turned me away because of my wheelchair.",
        "Your clerk harasses me at work.",
        "He sexually harassed my daughter at the counter.",
        "There is no wheelchair access to your office.",
        "They treated us like that because of our religion.",
        "It's a violation of the Americans with Disabilities Act.",
        "They would not let my service dog in.",
        "I think I was denied because of my accent.",
        "She called my wife a racial slur.",
    ],
    "injury or product safety": [
        "The heater caught fire.",
        "The ladder collapsed and I was injured.",
        "My son burned his hand on it.",
        "The battery exploded on the kitchen table.",
        "I got an electric shock from the toaster.",
        "My wife ended up in the emergency room after using it.",
        "Has this product been recalled?",
        "I needed eleven stitches.",
        "We all got sick from eating the jam.",
        "I slipped on the wet floor in your store and broke my wrist.",
        "There was glass in the jar.",
        "The cord gave off sparks and smoke.",
        "The crib is unsafe and a baby could choke on the knob.",
    ],
    "deceased customer": [
        "My father died on March 3.",
        "My wife passed away in January.",
        "I am the executor of his will.",
        "Please note the estate of Olive Hart.",
        "My late husband had an account with you.",
        "Enclosed is the death certificate.",
        "Your customer is deceased.",
        "We buried my mother last week.",
        "As his widow I do not know what he ordered.",
        "Mr. Hart has passed on, please close his account.",
        "After the death of my brother I found your letter.",
        "I have been appointed administrator of her estate.",
    ],
    "vulnerable writer or disaster": [
        "We lost everything in the flood.",
        "The hurricane took our roof.",
        "My mother has dementia and does not understand your letters.",
        "I am legally blind and someone writes this for me.",
        "I am in hospice care.",
        "We were evacuated because of the wildfire.",
        "I am 88 years old and live alone.",
        "We are homeless since May.",
        "My son is deployed overseas.",
        "I have to choose between food or medicine.",
        "The tornado destroyed our house.",
        "I am the court-appointed guardian of Mr. Moor.",
    ],
    "privacy breach or misconduct": [
        "I received someone else's statement in my envelope.",
        "Your clerk told my employer about my account.",
        "You sent me another customer's bill.",
        "This is a breach of my privacy.",
        "Your driver was drunk.",
        "Your technician stole my watch.",
        "The letter in the envelope was meant for a stranger.",
        "You disclosed my balance to my neighbor.",
        "Somebody in your office leaked my data.",
        "Your employee looked up my address and came to my house.",
        "I got my neighbor's bill with her account number on it.",
        "Why was my personal information shared with a third party?",
    ],
    "cease contact": [
        "Stop writing to me.",
        "Do not contact me again.",
        "Please remove my name from your mailing list.",
        "Stop calling my house.",
        "I wish to opt out.",
        "Cease and desist from all communication.",
        "Unsubscribe me.",
        "Never call this number again.",
        "Take me off your list.",
        "Leave me alone.",
        "I do not want any more letters from you.",
        "No further calls, please.",
        "Quit bothering my mother with your phone calls.",
    ],
    "payment in full offered": [
        "My check is enclosed as payment in full of the disputed amount.",
        "By cashing this check you agree that the debt is settled.",
        "I tender $100 in full satisfaction of your claim.",
        "The check is marked paid in full.",
        "This is an accord and satisfaction.",
        "Enclosed find $250 in full settlement.",
        "Depositing the check constitutes acceptance in full.",
        "I enclose a money order as full and final payment.",
    ],
    "our own people": [
        "I am an employee of your company and have an account too.",
        "As a member of your board I was surprised.",
        "I work in your warehouse.",
        "My wife works for you.",
        "I am a shareholder of this company.",
        "Your chairman is a friend of mine and suggested that I write.",
        "My son is employed by you, in your accounting department.",
        "I sit on your board of directors.",
    ],
}

HARMLESS = [
    "What a killer deal!",
    "I'm dying to try it.",
    "Is the bomb-proof case in stock?",
    "Please send two legal-size folders.",
    "We thank you for this small courtesy.",
    "I saw it at your fire sale.",
    "Shoot me an email when it is in.",
    "The photo shoot is on Monday and I need the lamp.",
    "I used my staple gun on the first sample.",
    "Do you sell washing powder?",
    "These shoes are killing me, I need a larger size.",
    "As I recall, the price was $20.",
    "My customer service representative was most helpful.",
    "It is a question of the size chart in the catalog.",
    "Please send me the complete chart of sizes.",
    "Please do not hesitate to call me.",
    "If you do not contact me by Friday I will come in.",
    "We are in real estate and buy forty lamps a year.",
    "The offer has passed and I missed it.",
    "My phone battery died after a week.",
    "Your garden gloves took the thorns like a champion and I preserved the roses.",
    "Chapter 7 of the manual says to oil it first.",
    "It was a journey of discovery to find your shop.",
    "The rat race leaves me no time to write.",
    "I have discriminating taste in teas.",
    "The voltage regulator arrived on time.",
    "That would kill my budget.",
    "I nearly died laughing at your catalog.",
    "We are moving to Court Street on Monday.",
    "I was fired up to get the kit.",
    "The paint job was first class.",
]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [(kind, sentence) for kind, sentences in PARAPHRASES.items() for sentence in sentences],
)
def test_a_delicate_matter_is_seen_in_whatever_words(rules: SensitiveRules, kind: str, sentence: str) -> None:
    letter = f"Dear Sirs:\n\nI write about my order 48213. {sentence}\n\nSincerely,\n\nAna Ortiz\n"

    found = find_sensitive(letter, "", rules)

    assert kind in {item.kind for item in found}


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_harmless_word_raises_no_flag(rules: SensitiveRules, sentence: str) -> None:
    letter = f"Dear Sirs:\n\nI write about my order 48213. {sentence}\n\nSincerely,\n\nAna Ortiz\n"

    assert find_sensitive(letter, "", rules) == ()


WORDED_ANEW = {
    "abuse or minor in danger": [
        "My stepdad will beat me if he finds out.",
        "Please hide the bill or he'll hit me again.",
        "If mother sees it my father is going to whip us.",
        "My uncle does things to me at night and I don't know who to tell.",
        "The man next door is doing stuff to her when they are alone.",
        "My cousin did bad things to my sister in bed.",
        "Your delivery boy touched my daughter. She is nine.",
        "One of your men fondled our little girl.",
        "The installer groped my son while I was out.",
    ],
    "threat or violence": [
        "I'm going to blow your warehouse sky high.",
        "We will blow that truck to bits.",
        "One push and I blow the plant to kingdom come.",
        "I know where your manager parks his car and I have nothing left to lose.",
        "I know where that girl of yours shops.",
        "We know where your driver sleeps.",
        "When I go I am taking some of you with me.",
    ],
    "self-harm": [
        "I AM G0ING T0 K1LL MYSELF IF Y0U TAKE THE H0USE.",
        "I WANT TO D1E.",
        "THERE IS NO REA5ON TO L1VE.",
    ],
    "regulator or legislator": [
        "Rep. Nadia Cole's office asked me to forward the letter of Mr. Fenn.",
        "Sen. Ortega's office requests your answer to this complaint.",
        "Representative Lund's office asks what became of the stove.",
    ],
    "cease contact": [
        "Please opt me out of your text messages.",
        "I want you to opt this number out.",
        "Kindly take us out of your mailings.",
    ],
    "privacy breach or misconduct": [
        "My lab results and HIV test from your clinic were faxed to my employer.",
        "A statement with all I owe was mailed to my landlord.",
        "I want to know who saw my chart.",
        "Tell me who has read my file.",
        "We got a letter meant for Mr. Ellis Gray.",
        "Yesterday I opened an envelope addressed to Mrs. Poe.",
        "It came with his social security number on it.",
        "There is a page with her date of birth printed on it.",
    ],
    "health information": ["My lab results and HIV test from your clinic were faxed to my employer."],
}
NOT_MEANT = [
    "I'd kill for a discount.",
    "We'd kill for that recipe.",
    "She'd kill for such a dress.",
    "The regulator on my gas grill from you leaks.",
    "I need a new regulator.",
    "The regulators of both propane tanks are old.",
    "I represent my local garden club as treasurer.",
    "We represent the church choir.",
    "The bankruptcy of the shop on Main Street means you are the only place left.",
    "Since the bankruptcy of a big competitor you are alone.",
    "I passed away the afternoon reading your catalog.",
    "We passed away many hours with your puzzle.",
    "My late wife always liked your roses.",
    "Our late mother loved these cups.",
    "I need a black coat for a funeral.",
    "After the funeral we ate from your plates.",
    "I'm not dead yet!",
    "You stopped my account because you think I'm deceased.",
    "Your computer shows me as deceased.",
    "Your kindness touched my daughter deeply.",
    "I will take everyone with me to the shop.",
    "Your rep. from the Moline office asked for this.",
    "Please have the records sent to my office.",
    "The parts are K1LO and B10, order no. SH00T5.",
]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [(kind, sentence) for kind, sentences in WORDED_ANEW.items() for sentence in sentences],
)
def test_a_delicate_matter_is_seen_in_newer_words(rules: SensitiveRules, kind: str, sentence: str) -> None:
    assert kind in {item.kind for item in find_sensitive(f"Dear Sirs:\n\n{sentence}\n", "", rules)}


@pytest.mark.parametrize("sentence", NOT_MEANT)
def test_what_is_not_meant_so_raises_no_flag(rules: SensitiveRules, sentence: str) -> None:
    assert find_sensitive(f"Dear Sirs:\n\n{sentence}\n", "", rules) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "I am going to kill myself.",
        "Quiero matarme, ya no puedo con la deuda.",
        "I want to shoot myself if you call once more.",
        "Voy a matarme hoy.",
        "I am g0ing to k1ll myself.",
    ],
)
def test_who_would_harm_himself_threatens_nobody(rules: SensitiveRules, sentence: str) -> None:
    assert [item.kind for item in find_sensitive(sentence, "", rules)] == ["self-harm"]


def test_who_would_kill_others_too_threatens(rules: SensitiveRules) -> None:
    found = find_sensitive("I am going to kill myself. First I will kill your manager.", "", rules)

    assert [item.kind for item in found] == ["self-harm", "threat or violence"]


ROWS = {
    "regulator or legislator": [
        "This commission directs you to explain the charge.",
        "The commission staff asks for the ledger.",
        "The commission orders a refund.",
    ],
    "discrimination or harassment": [
        "She called my brother a racial slur at the desk.",
        "He called him an ethnic name.",
        "The clerk called her a slur.",
        "I was turned away at the door with my wheelchair.",
        "We were refused a table over my accent.",
        "He was denied the job for his religion.",
    ],
    "privacy breach or misconduct": [
        "You mailed me somebody else's chart.",
        "There is someone else's check in my envelope.",
        "I hold somebody else's invoice.",
    ],
}


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, sentences in ROWS.items() for sentence in sentences]
)
def test_each_of_these_rows_is_needed(rules: SensitiveRules, kind: str, sentence: str) -> None:
    assert kind in {item.kind for item in find_sensitive(f"Dear Sirs:\n\n{sentence}\n", "", rules)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The driver was waiting for them in the parking lot to unload a bat and ball set.",
        "I am waiting for you in the parking lot with the stove.",
        "My son will wait for them: waiting for him in the parking lot to pick up the crib.",
    ],
)
def test_who_waits_to_unload_threatens_nobody(rules: SensitiveRules, sentence: str) -> None:
    assert find_sensitive(f"Dear Sirs:\n\n{sentence}\n", "", rules) == ()


FORBIDDEN = {
    *("threat or violence", "self-harm", "abuse or minor in danger", "legal process", "bankruptcy"),
    *("regulator or legislator", "press"),
}


def test_where_a_clerk_may_not_reply(rules: SensitiveRules) -> None:
    for kind, sentences in PARAPHRASES.items():
        [found] = [item for item in find_sensitive(sentences[0], "", rules) if item.kind == kind]
        assert found.clerk_may_reply == (kind not in FORBIDDEN)
        assert found.handling.endswith(".")


def test_where_the_matter_belongs(rules: SensitiveRules) -> None:
    text = "Here is a subpoena. She died in May. Your driver was drunk."

    assert {item.kind: item.category for item in find_sensitive(text, "", rules)} == {
        "legal process": "LEG",
        "deceased customer": "ADM",
        "privacy breach or misconduct": "ESCALATE",
    }


def test_each_class_is_found_once_and_safety_first(rules: SensitiveRules) -> None:
    text = "A subpoena and a summons came with the complaint. I will shoot you. I will kill you."

    assert [item.kind for item in find_sensitive(text, "", rules)] == ["threat or violence", "legal process"]


def test_the_phrase_lies_in_the_original_text(rules: SensitiveRules) -> None:
    text = "Dear Sirs:\n\n> old words\n\nYou are hereby\ncommanded to come.\n"

    [found] = find_sensitive(text, "", rules)

    assert found.phrase == "You are hereby commanded"
    assert text[found.start : found.end] == "You are hereby\ncommanded"


def test_a_subject_line_alone_raises_the_flag(rules: SensitiveRules) -> None:
    [found] = find_sensitive("See attached.", "Subpoena for records", rules)

    assert (found.kind, found.start, found.end) == ("legal process", -1, -1)


def test_what_we_wrote_earlier_and_a_mail_disclaimer_raise_no_flag(rules: SensitiveRules) -> None:
    text = (
        "Thank you, the lamp came.\n\nThis message is subject to attorney-client privilege, confidential\n"
        "and may not be used in bankruptcy court.\n\n"
        "-----Original Message-----\nA subpoena must name the accounts.\n"
    )

    assert find_sensitive(text, "", rules) == ()


def test_letterhead_and_signature_are_read_too(rules: SensitiveRules) -> None:
    text = "UNITED STATES SENATE\nWashington\n\nDear Sirs:\n\nDo write.\n\nSincerely,\n\nPaul Mason, Esq.\n"

    kinds = {item.kind for item in find_sensitive(text, "", rules)}

    assert {"regulator or legislator", "attorney represented"} <= kinds


def test_a_near_miss_does_not_hide_a_threat_beside_it(rules: SensitiveRules) -> None:
    text = "That killer deal made me so angry that I will kill you."

    assert [item.kind for item in find_sensitive(text, "", rules)] == ["threat or violence"]
    assert near_misses(text) == (NearMiss("threat or violence", "killer deal", 5, 16),)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Is the bomb-proof case in stock?", "bomb-proof"),
        ("I'm dying to try it.", "dying to"),
        ("Please do not hesitate to call me.", "not hesitate to"),
        ("To add insult to injury it came late.", "insult to injury"),
    ],
)
def test_a_near_miss_is_listed(text: str, phrase: str) -> None:
    assert phrase in [miss.phrase for miss in near_misses(text)]


def test_a_plain_letter_has_no_near_misses() -> None:
    assert near_misses("Please send 3 of item 5521 in blue.") == ()


def test_a_sensitive_matter_survives_the_log(rules: SensitiveRules) -> None:
    [found] = find_sensitive("This is a subpoena.", "", rules)

    assert Sensitive.from_json(found.to_json()) == found


def test_a_damaged_row_is_named() -> None:
    row = {"kind": "x", "category": "LEG", "decides": True, "clerk_may_reply": False, "handling": "x"}

    with pytest.raises(SettingsError, match=r"sensitive\.toml"):
        SensitiveRules([{**row, "phrases": ["[only]"]}])


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Helen did all the bills before she died. No one would miss me.", False),
        ("My wife died 40 years ago and I live alone.", False),
        ("I lost my husband nearly thirty years ago.", False),
        ("My wife died 40 years ago. I am executor of my brother's estate.", True),
        ("My mother passed away on May 3 and I am her executor. What does she owe?", True),
        ("My husband died two months ago and you still bill him.", True),
        ("My wife died last week. She did all the bills before she died.", True),
    ],
)
def test_a_death_long_ago_or_told_in_passing_is_no_deceased_customer(
    rules: SensitiveRules, text: str, flagged: bool
) -> None:
    assert ("deceased customer" in [hit.kind for hit in find_sensitive(text, "", rules)]) is flagged

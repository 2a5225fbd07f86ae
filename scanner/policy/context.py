"""What a sentence says around its verb: whose data, on which condition, and whether it says anything checkable."""

from __future__ import annotations

import re

_CHILD = re.compile(
    r"\b(?:child(?:ren)?|minors?|kids?)\b|\b(?:under|below|younger than|less than) (?:the )?(?:age (?:of )?)?(?:\d{1,2}|thirteen|sixteen|eighteen)\b(?! ?(?:days?|%|hours?|months?))"
)
_FROM_CHILD = re.compile(
    r"\b(?:from|of|about|by|to|belonging to)\s+(?:(?:any|a|an|such|your|those|the|individuals?|persons?|people|users?|anyone|customers?|visitors?|someone|who is|who are|known to be|residents|consumers?)\s+){0,5}(?:child(?:ren)?|minors?|kids?|(?:under|below|younger than)\b|\w{0,12}\s?under the age)"
)
_SUBJECTS = (
    ("job_applicant", re.compile(r"\b(?:job )?applicants?\b|\bcandidates?\b")),
    ("employee", re.compile(r"\b(?:our|its) (?:own )?(?:employees|staff)(?:'s?)? (?:data|information|personal)")),
    ("anonymous_user", re.compile(r"\b(?:anonymous (?:callers?|users?|visitors?)|guests?|unregistered|without an account|not logged.in)\b")),
    ("prospect", re.compile(r"\b(?:prospects?|prospective customers?|leads|request(?:ing)? a demo|demo requests?)\b")),
    ("customer", re.compile(r"\b(?:members?|customers?|subscribers?|registered users?|account holders?|subscribe|your (?:\w+ )?account|create an? (?:\w+ )?account|sign up|register|purchase)\b")),
    ("visitor", re.compile(r"\b(?:visitors?|visit(?:ing)? (?:our|the|this|my) (?:web ?site|site|page))\b")),
)  # fmt: skip
_CONDITION = re.compile(
    r"\b(?:(?:except|unless|other than|provided that|only (?:if|when|where|in|to the extent|as|with your|for|upon|after)|if|when(?! (?:it|they|he|she|the call|each|this) (?:\w+ ){0,2}(?:began|begins|started|starts|ended|ends|happened|took|was made|were made))|whenever|where (?:required|permitted|necessary|you|we)|in case|upon|without (?:your|the|any|obtaining|verif|parental)|with (?:your|their) (?:\w+ )?(?:consent|permission|approval)|as (?:required|permitted|described|necessary|provided)|to the extent|in response to|knowingly)\b[^.;:()]{0,160})"
)
_EXCEPTION = re.compile(
    r"\b(?:except|unless|other than|with the exception of|in (?:plain|clear)[ -]?text|in the clear|in (?:readable|unencrypted) form|unencrypted|only (?:if|when|where|in|as|with your|for|upon|after)|without (?:your|the|any|obtaining|verif|parental)|in response to|(?:not|nor) (?=knowingly))\b[^.;:()]{0,160}"
)
_SAYS_NOTHING = (
    # What the policy is about.
    re.compile(r"\bthis (?:privacy )?(?:policy|notice|statement|page|document|section|chapter|agreement)\b[^.;]{0,40}\b(?:describes?|explains?|governs?|applies|covers|sets out|informs?|is used to inform|tells|outlines|discloses|is intended|does not apply|contains|has been|is meant|was)\b"),
    re.compile(r"\b(?:do(?:es)? not|will not|shall not) apply to\b"),
    re.compile(r"\bpolic(?:y|ies)\W{1,4}(?:\(?this [^)]{0,60}\)\s*)?(?:describes?|explains?|governs?|applies|does not|covers|to inform)\b"),
    # Definitions and explanations.
    re.compile(r"^[\"“(]?[\w\s/'\"“”()-]{2,60}\b(?:means|refers to|shall mean|is defined as|are defined as)\b"),
    re.compile(r"\b(?:cookies?|beacons?|pixels?|identifiers?|gifs?|log files?|tags?) (?:is|are) (?:an? )?(?:\w+[ -]){0,3}(?:files?|pieces?|strings?|text|images?|graphics?|data|technolog|objects?|commonly|used to)\b"),
    re.compile(r"\b(?:persistent|session|temporary|first.party|third.party) cookies? (?:is|are|remains?|stay|will|may|lasts?|expires?|disappears?)\b"),
    re.compile(r"^cookies\b.{0,80}\b(?:in themselves|do not|does not|cannot)\b"),
    # Advice, and what readers may do.
    re.compile(r"^(?:(?:at this time|at any time|alternatively|in addition|also|however),? )?(?:please(?! (?:be|note|also note))|for more|to learn more|if you (?:do not|don't|have any|believe|wish|want|would like|no longer)|we (?:encourage|recommend|advise|urge|strongly)|should you|you (?:can|may) (?:also )?(?:find|learn|read|review|reset|visit|choose|refuse|disable|opt|instruct|set|contact|request|ask|withdraw|object|manage|change|delete|unsubscribe|decline|always|at any time|exercise|update|accept|access|correct|prevent|turn|limit|adjust|check|stop)|you (?:should|are responsible|have (?:the|a) (?:right|choice|option)|are (?:free|advised|encouraged|entitled)|will be able))\b(?!.{0,400}\bwe (?:will|do|shall|may) (?:not |never )?(?:sell|share|disclose|store|delete|retain|keep|erase)\b)"),
    re.compile(r"\byou (?:have|are entitled to|may exercise|also have)\b[^.;]{0,40}\brights?\b(?!.{0,200}\bwe (?:will|shall|do)\b)"),
    re.compile(r"^(?:the )?(?:user )?rights? (?:to|of)\b"),
    re.compile(r"^(?:do not|don't|never|always) (?:share|give|send|disclose|provide)\b"),
    # Links and other people's sites.
    re.compile(r"\b(?:links?|linked) (?:to|from)\b[^.;]{0,40}\b(?:sites?|websites?|applications|services|pages|content)\b"),
    re.compile(r"\b(?:not responsible|no responsibility|no control over|not control|not liable|cannot be held|not endorse)\b"),
    re.compile(r"\b(?:third.party|other|external|those|these) (?:web ?sites?|sites)\b[^.;]{0,60}\b(?:polic|practice|collect|may)"),
    # The law as such.
    re.compile(r"\b(?:gdpr|ccpa|regulation|directive|the law|act) (?:requires?|provides?|lays|defines?|gives?|grants?|embodies|came|says|allows?|imposes?|replaced)\b"),
    re.compile(r"\bunder california\b|\bcalifornia (?:civil code|residents? (?:who|have|may))\b|\bshine the light\b"),
    re.compile(r"\b(?:handled|processed|treated) in (?:accordance|compliance|line) with (?:the )?(?:gdpr|law|applicable|all|this)\b"),
    re.compile(r"\bif applicable, this information would include\b"),
    # Changes, security, contact.
    re.compile(r"\b(?:update|change|modify|amend|revise)s?\b[^.;]{0,30}\b(?:this|our|the) (?:privacy )?(?:policy|notice|statement)\b"),
    re.compile(r"\bchanges? (?:to|in) (?:this|our|the) (?:privacy )?(?:policy|notice|statement)\b"),
    re.compile(r"\b(?:cannot|can not|can't|unable to) (?:guarantee|ensure|warrant|promise)\b|\bno method of (?:transmission|electronic)\b|\b100 ?%"),
    re.compile(r"\b(?:safeguards|measures|security)\b[^.;]{0,80}\b(?:protect|preserve|prevent|ensure)\b(?!.{0,120}\b(?:share|delete|erase)\b)"),
    re.compile(r"\b(?:questions|concerns|comments)\b[^.;]{0,60}\bcontact\b"),
    re.compile(r"^(?:by (?:accessing|using|visiting|downloading|continuing|registering)[^,;]{0,80},? you (?:\w+ )?(?:agree|accept|confirm|consent|acknowledge)(?! that we (?:can|may|will)))"),
    re.compile(r"\?\s*$"),
)  # fmt: skip


def says_nothing(sentence: str) -> bool:
    """Whether a normalised sentence is advice, definition, boilerplate, law or a disclaimer: no statement on data."""
    return any(pattern.search(sentence) for pattern in _SAYS_NOTHING)


def subject_in(sentence: str) -> str | None:
    """Whose data a normalised sentence speaks of, where it says so: a fideslang data subject, or `child`."""
    if _CHILD.search(sentence) and (
        _FROM_CHILD.search(sentence)
        or re.search(r"\bchildren'?s? (?:personal )?(?:data|information|privacy)", sentence)
    ):
        return "child"
    return next((subject for subject, pattern in _SUBJECTS if pattern.search(sentence)), None)


def condition_in(sentence: str, text: str) -> str | None:
    """The first condition or exception of a sentence, in the words of the policy."""
    found = _EXCEPTION.search(sentence) or _CONDITION.search(sentence)
    if not found:
        return None
    start, end = found.span()
    comma = sentence.find(", ", start, end) if start < 3 else -1  # noqa: PLR2004 - a condition that opens the sentence
    end = comma if comma > 0 else end
    return " ".join(text[start:end].split()).strip(" ,-*") or None

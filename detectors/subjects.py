"""Whose data a table, class or form holds: its name to a fideslang data subject."""

from __future__ import annotations

from detectors.vocabulary import name_words
from detectors.words import singular

_SUBJECTS = {
    "customer": "customer user account member subscriber client buyer shopper guest kunde client cliente klant musteri kokyaku patron profile person people contact",
    "employee": "employee staff worker mitarbeiter employe empleado dipendente medewerker calisan personnel",
    "job_applicant": "applicant candidate bewerber candidat",
    "prospect": "prospect lead interessent",
    "visitor": "visitor besucher visiteur",
    "patient": "patient paziente paciente hasta",
    "supplier_vendor": "supplier vendor lieferant fournisseur proveedor fornitore leverancier",
    "trainee": "trainee student pupil learner apprentice schueler",
    "child": "child children minor kid",
    "passenger": "passenger traveller traveler rider",
    "shareholder": "shareholder investor",
    "next_of_kin": "kin relative spouse guardian parent",
    "anonymous_user": "anonymous",
}
_BY_WORD = {word: subject for subject, words in _SUBJECTS.items() for word in words.split()}


def subject_of(owner: str) -> str | None:
    """The fideslang subject whose data an owner such as `public.customers` or `EmployeeForm` holds, or None."""
    for word in _from_the_end(name_words(owner)):
        subject = _BY_WORD.get(word) or _BY_WORD.get(singular(word))
        if subject:
            return subject
    return None


def _from_the_end(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words from the last on; of two that are glued to one thing, such as `staff member`, the first tells more."""
    if len(words) > 1 and words[-2] in _TELLING and singular(words[-1]) == "member":
        return (words[-2],)
    return tuple(reversed(words))


_TELLING = frozenset({"staff", "team", "crew", "board", "family"})

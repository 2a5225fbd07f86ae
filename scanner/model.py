"""The nouns of piimap: what was found in systems, what a policy says, and the differences between the two.

Everything is a frozen, slotted dataclass of plain values. Ids are strings of the form `system/store#path`
(see docs/architecture.md); they hold no host, absolute path, line number or value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from detectors.model import Category, Confidence, Protection


class FlowKind(StrEnum):
    """How personal data moves along a flow."""

    COLLECT = "collect"
    STORE = "store"
    READ = "read"
    LOG = "log"
    SHARE = "share"
    DERIVE = "derive"
    COPY = "copy"
    MAYBE_SAME = "maybe_same"


class Use(StrEnum):
    """How a vendor stands in the systems: data goes there, it is set up, or its name merely appears."""

    USED = "used"
    CONFIGURED = "configured"
    MENTIONED = "mentioned"


class Extent(StrEnum):
    """How far a place was looked at."""

    FULL = "full"
    SAMPLED = "sampled"
    NAMES_ONLY = "names_only"


class ControlKind(StrEnum):
    """What carries a promise in code or infrastructure."""

    ERASURE = "erasure"
    RETENTION = "retention"
    NOTICE = "notice"
    CONSENT = "consent"
    AGE_GATE = "age_gate"
    UNSUBSCRIBE = "unsubscribe"
    VISIBILITY = "visibility"
    GUARD = "guard"


class ControlState(StrEnum):
    """Whether a control is there."""

    PRESENT = "present"
    ABSENT = "absent"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was seen: a place in a file, or a share of a store's rows. Never a value.

    Files give `path` (relative to the target) and `line` (from 1); data gives `store`, `path` and, where values
    were read, `rows_examined` and `matched_share` (0 to 1). `symbol` names the code around it, `reason` says why
    the detector decided as it did, `category` what it decided on, where that is one.
    """

    path: str
    line: int | None = None
    column: int | None = None
    symbol: str | None = None
    store: str | None = None
    rows_examined: int | None = None
    matched_share: float | None = None
    count: int | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    reason: str | None = None
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class System:
    """One application or database under a logical name. `role` is controller, processor or unknown (GDPR 4(7), (8))."""

    id: str
    name: str
    role: str = "unknown"


@dataclass(frozen=True, slots=True)
class Store:
    """A place that keeps data: `kind` is table, view, file, log, bucket, queue, cache, cookie, …"""

    id: str
    system: str
    kind: str
    name: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class FieldCategory:
    """One category that a field holds, and which detectors say so."""

    category: Category
    confidence: Confidence
    detectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A path in a store that holds personal data: a column, a JSON path, a log's slot."""

    id: str
    store: str
    path: str
    categories: tuple[FieldCategory, ...]
    subject: str | None = None
    protection: Protection = Protection.PLAIN


@dataclass(frozen=True, slots=True)
class CollectionPoint:
    """Where data enters: `kind` is form_field, endpoint, sdk, cookie, permission or upload."""

    id: str
    kind: str
    name: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom data reaches (GDPR 30(1)(d)). Countries are ISO 3166-1 alpha-2."""

    id: str
    name: str
    function: str
    gdpr_role: str = "unknown"
    home_country: str | None = None
    processing_regions: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    use: Use = Use.MENTIONED
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Flow:
    """Personal data moving from one node to the next. Nodes are ids of fields, stores, collection points, recipients."""

    id: str
    upstream: str
    downstream: str
    kind: FlowKind
    categories: tuple[Category, ...]
    purposes: tuple[str, ...] = ()
    protection: Protection = Protection.PLAIN


@dataclass(frozen=True, slots=True)
class Control:
    """What carries a promise: a deletion path, a time to live, a notice, a consent gate.

    `covers` holds the ids of what it reaches; `period` is an ISO 8601 duration or None.
    """

    id: str
    kind: ControlKind
    covers: tuple[str, ...] = ()
    period: str | None = None
    state: ControlState = ControlState.PRESENT


@dataclass(frozen=True, slots=True)
class Relation:
    """A key: `upstream` is the referencing field, `downstream` the referenced one (None for a primary key)."""

    id: str
    upstream: str
    downstream: str | None = None
    on_delete: str | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at and how far, so that "not found" means something."""

    target: str
    kind: str
    extent: Extent
    bound: str | None = None
    detectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unscanned:
    """What a reader exists for and yet was not examined, and why. `skipped` marks what the user left out on purpose."""

    target: str
    reason: str
    skipped: bool = False


NOT_READ_YET = "source is not read yet"
"""How the reason of an Unscanned ends where no reader exists for a language that a system is written in."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """An inline `piimap: ignore[RULE] reason` found in code or configuration."""

    id: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything found, or what one unit of work found: pieces are put together by scanner.inventory.merge.

    `evidence` maps the id of any node above to where it was seen; it is written to the file beside the inventory.
    """

    systems: tuple[System, ...] = ()
    stores: tuple[Store, ...] = ()
    fields: tuple[Field, ...] = ()
    collection_points: tuple[CollectionPoint, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    flows: tuple[Flow, ...] = ()
    controls: tuple[Control, ...] = ()
    relations: tuple[Relation, ...] = ()
    examined: tuple[Examined, ...] = ()
    unscanned: tuple[Unscanned, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)


# What a policy says.


class Action(StrEnum):
    """What is done with the data."""

    COLLECT = "collect"
    USE = "use"
    STORE = "store"
    SHARE = "share"
    TRANSFER = "transfer"
    RETAIN = "retain"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of the policy's text as read; `start` and `end` are Unicode code points, half-open."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that name a category or a recipient (`key`), and where they stand."""

    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One checkable statement of a policy.

    `polarity` is positive or negative; `actor` first_party, third_party or user; `modality` does, may or will.
    `categories` are the phrases that name data; `recipients` those that name whom it reaches: a vendor's id, or a
    class such as `service_providers`. `regions` are ISO 3166-1 alpha-2; `period` an ISO 8601 duration.
    `purposes` are fideslang data uses. `generic` marks statements about personal data at large ("your information").
    """

    id: str
    action: Action
    polarity: str
    actor: str
    categories: tuple[Phrase, ...]
    evidence: tuple[Quote, ...]
    subject: str | None = None
    purposes: tuple[str, ...] = ()
    recipients: tuple[Phrase, ...] = ()
    regions: tuple[str, ...] = ()
    region_list_closed: bool | None = None
    period: str | None = None
    condition: str | None = None
    modality: str = "does"
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is no handling of data itself: notice of recording, unsubscribe link, consent before cookies, …"""

    kind: ControlKind
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """The policy against itself: `kind` is contradictory_policy, vague_policy or missing_clause."""

    kind: str
    message: str
    severity: str
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Who wrote the policy and when: `last_updated` is an ISO date or None."""

    path: str
    controller: str | None = None
    last_updated: str | None = None
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one policy declares: the statements that an inventory is held against."""

    document: Document
    statements: tuple[Statement, ...]
    promises: tuple[Promise, ...] = ()
    findings: tuple[PolicyFinding, ...] = ()


# The differences.


class Severity(StrEnum):
    """How much a gap matters."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for low to 3 for critical."""
        return (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL).index(self)


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """The sentence of a policy that a gap or claim is about."""

    quote: str
    start: int
    end: int
    policy: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One difference that a person would mend at once: rule x statement x store, recipient or region."""

    id: str
    rule: str
    kind: str
    severity: Severity
    categories: tuple[Category, ...]
    message: str
    fix: str
    recipient: str | None = None
    region: str | None = None
    statement: CitedSentence | None = None
    evidence: tuple[Evidence, ...] = ()
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """The verdict on one statement or promise: kept, broken, or untestable with the reason."""

    statement: CitedSentence
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gap check gives."""

    gaps: tuple[Gap, ...]
    claims: tuple[Claim, ...]

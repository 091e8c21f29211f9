"""The tables: facts, which are only added or withdrawn, and what is derived from them, which is dropped and rebuilt."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()


def _json() -> JSON:
    # Without this, None becomes the JSON text "null", which `IS NULL` does not find.
    return JSON(none_as_null=True)


#: Tells a store from any other database, so its name and columns must never change.
STATE = Table(
    "dateline_state",
    METADATA,
    Column("name", String, primary_key=True, comment="schema_version, facts_version, derived_version or linking"),
    Column("value", Integer, nullable=False, comment="One that only grows; of linking, what stands for a way of it"),
)

# --- Facts ---------------------------------------------------------------------------------------------------------

RUN = Table(
    "run",
    METADATA,
    Column("id", String, primary_key=True, comment="Id that the pipeline gave the run"),
    Column("at", String, nullable=False, comment="When it began: ISO date-time in UTC"),
    Column("versions", _json(), nullable=False, comment="Version of every part that decides, by its name"),
    Column("settings_hash", String, nullable=False, comment="Hash of the settings that change what is extracted"),
)

RAW = Table(
    "raw",
    METADATA,
    Column("hash", String, primary_key=True, comment="SHA-256 of the bytes as they came, in hexadecimal"),
    Column("size", Integer, nullable=False, comment="Number of bytes before compression"),
    Column("content", LargeBinary, nullable=False, comment="The bytes, compressed by zlib"),
)

ARTICLE = Table(
    "article",
    METADATA,
    Column("seq", Integer, primary_key=True, comment="Order of first reading"),
    Column("id", String, nullable=False, unique=True, comment="Hash of document, outlet, title, published and text"),
    Column("document", Text, nullable=False, comment="What stays the same between revisions: URL, else source path"),
    Column("revision_of", ForeignKey("article.id"), comment="The newest earlier article of the same document"),
    Column("input_id", Text, comment="The id that the user gave"),
    Column("url", Text, comment="Address of the page"),
    Column("outlet", Text, comment="Who published it"),
    Column("title", Text, comment="Headline: spans count in it"),
    Column("published", String, comment="ISO date, or ISO date-time with offset"),
    Column("text", Text, nullable=False, comment="The text: spans count in it, and it never changes"),
    Index("article_by_document", "document", "seq"),
    Index("article_by_input", "input_id", "seq"),
)

#: Page layout stands here and not with the article: a later version may find other links in the same text, and the
#: spans of a run ("link:0.1") count in the layout of that run.
READING = Table(
    "reading",
    METADATA,
    Column("id", Integer, primary_key=True, comment="Order of writing; the highest of an article is its current one"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="The article that was read"),
    Column("run_id", ForeignKey("run.id"), nullable=False, comment="The run that read it"),
    Column("at", String, nullable=False, comment="When it was written: ISO date-time in UTC"),
    Column("read_at", String, comment="When it was read: ISO date-time in UTC"),
    Column("raw_hash", ForeignKey("raw.hash"), comment="The bytes that it was read from"),
    Column("byline", Text, comment="Who wrote the article, as printed"),
    Column("language", String, comment="ISO 639-1 code, where it could be told"),
    Column("paragraphs", _json(), nullable=False, comment="Start, end and links of every paragraph"),
    Column("related", _json(), nullable=False, comment="Titles and addresses of the related-coverage list"),
    Column("not_extracted", Text, comment="Why nothing was extracted"),
    Column("annotations", _json(), nullable=False, comment="Sentences, mentions, places, times, attributions, events"),
    UniqueConstraint("article_id", "run_id", name="reading_once"),
    Index("reading_by_article", "article_id", "id"),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("reading_id", ForeignKey("reading.id"), primary_key=True, comment="The reading that told of it"),
    Column("id", String, primary_key=True, comment="Hash of article, trigger and type: the same in every run"),
    Column("position", Integer, nullable=False, comment="Order in the article, the main account first"),
    Column("type", String, nullable=False, comment="Incident type of dateline.schema"),
    Column("role", String, nullable=False, comment="main, other, background, followup, trial or anniversary"),
    Column("stance", String, nullable=False, comment="Stance of the event"),
    Column("part", String, comment="Part of the article that the trigger stands in; null without a trigger"),
    Column("span_start", Integer, comment="First code point of the trigger"),
    Column("span_end", Integer, comment="One past the last code point of the trigger"),
    Column("unknown", _json(), nullable=False, comment="Field -> reason and bounds, for fields without a claim"),
    Index("account_by_id", "id"),
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("reading_id", Integer, primary_key=True, comment="The reading that told of it"),
    Column("id", String, primary_key=True, comment="Hash of account, field and span: the same in every run"),
    Column("account_id", String, nullable=False, comment="The account it belongs to"),
    Column("position", Integer, nullable=False, comment="Order in the account"),
    Column("field", String, nullable=False, comment="Field of dateline.schema"),
    Column("part", String, nullable=False, comment="Part of the article that the span counts in"),
    Column("span_start", Integer, nullable=False, comment="First code point of the evidence"),
    Column("span_end", Integer, nullable=False, comment="One past the last code point of the evidence"),
    Column("written", Text, nullable=False, comment="The evidence, exactly as the article has it"),
    Column("value", _json(), nullable=False, comment="The value, in the JSON form of its field"),
    Column("via", _json(), nullable=False, comment="Who says it, nearest to the event first"),
    Column("stance", String, nullable=False, comment="Stance of the claim"),
    Column("score", Float, nullable=False, comment="Between 0 and 1: how sure Dateline is that the text says this"),
    ForeignKeyConstraint(["reading_id", "account_id"], ["account.reading_id", "account.id"], name="claim_account"),
    Index("claim_by_id", "id"),
    Index("claim_by_account", "reading_id", "account_id"),
)

ISSUE = Table(
    "issue",
    METADATA,
    Column("id", Integer, primary_key=True, comment="Order of first report"),
    Column("key", String, nullable=False, unique=True, comment="Hash of source and reason: the same is kept once"),
    Column("source", Text, nullable=False, comment="Path, address, or path and line of what was set aside"),
    Column("reason", Text, nullable=False, comment="Why it was set aside"),
    Column("at", String, nullable=False, comment="When it was first reported: ISO date-time in UTC"),
    Column("last_seen", String, nullable=False, comment="When it was last reported: ISO date-time in UTC"),
)

REVIEW = Table(
    "review",
    METADATA,
    Column("id", Integer, primary_key=True, comment="Order of writing"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="The article that the claim stands in"),
    Column("field", String, nullable=False, comment="Field of the claim"),
    Column("part", String, nullable=False, comment="Part of the article that the claim's span counts in"),
    Column("span_start", Integer, nullable=False, comment="First code point of the claim"),
    Column("span_end", Integer, nullable=False, comment="One past the last code point of the claim"),
    Column("trigger_part", String, comment="Part that the trigger of the claim's account stands in, if it has one"),
    Column("trigger_start", Integer, comment="First code point of the trigger"),
    Column("trigger_end", Integer, comment="One past the last code point of the trigger"),
    Column("claim_id", String, nullable=False, comment="Id of the claim when it was reviewed"),
    Column("verdict", String, nullable=False, comment="accept, correct or reject"),
    Column("value", _json(), comment="The right value, with correct"),
    Column("by", Text, nullable=False, comment="Who gave it"),
    Column("at", String, nullable=False, comment="When it was given: ISO date-time in UTC"),
    Column("supersedes", ForeignKey("review.id"), comment="The review that stood on this claim when it was given"),
    Column("withdrawn_at", String, comment="When it was withdrawn: ISO date-time in UTC"),
    Index("review_by_article", "article_id"),
)

HUMAN_LINK = Table(
    "human_link",
    METADATA,
    Column("id", Integer, primary_key=True, comment="Order of writing"),
    Column("act", Integer, nullable=False, comment="Id of the first link of the same merge or split"),
    *(
        column
        for side in ("left", "right")
        for column in (
            Column(
                f"{side}_article", ForeignKey("article.id"), nullable=False, comment=f"Article of the {side} account"
            ),
            Column(f"{side}_account", String, nullable=False, comment=f"Id of the {side} account when it was given"),
            Column(f"{side}_type", String, nullable=False, comment=f"Type of the {side} account when it was given"),
            Column(f"{side}_part", String, comment=f"Part that the {side} trigger stands in; null without a trigger"),
            Column(f"{side}_start", Integer, comment=f"First code point of the {side} trigger"),
            Column(f"{side}_end", Integer, comment=f"One past the last code point of the {side} trigger"),
        )
    ),
    Column("judgement", String, nullable=False, comment="same or different"),
    Column("why", Text, nullable=False, comment="The reason that was given"),
    Column("by", Text, nullable=False, comment="Who gave it"),
    Column("at", String, nullable=False, comment="When it was given: ISO date-time in UTC"),
    Column("withdrawn_at", String, comment="When it was withdrawn: ISO date-time in UTC"),
)

MINTED = Table(
    "minted",
    METADATA,
    Column("seq", Integer, primary_key=True, comment="Order of minting: of two ids of one incident, the lower stays"),
    Column("incident_id", String, nullable=False, unique=True, comment="The id"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="Article of its first account"),
    Column("account_id", String, nullable=False, comment="Id of its first account when it was minted"),
    Column("type", String, nullable=False, comment="Type of its first account when it was minted"),
    Column("part", String, comment="Part that the trigger of its first account stands in; null without a trigger"),
    Column("span_start", Integer, comment="First code point of that trigger"),
    Column("span_end", Integer, comment="One past the last code point of that trigger"),
    Index("minted_by_article", "article_id"),
)

# --- Derived from articles alone, as they come -------------------------------------------------------------------

#: Made for one look-up: the articles with a key that were published nearest to a day. `tie` makes what is found
#: independent of the order of reading.
SEARCH_KEY = Table(
    "search_key",
    METADATA,
    Column("key", BigInteger, primary_key=True, comment="Hash of a telling word, a name or a headline of the article"),
    Column("day", Integer, primary_key=True, comment="Day of publication, as an ordinal; 0 where it is not known"),
    Column("tie", Integer, primary_key=True, comment="Taken from the id of the article: its order within the day"),
    Column("seq", Integer, primary_key=True, comment="Number of the article"),
    sqlite_with_rowid=False,
)

# --- Derived -------------------------------------------------------------------------------------------------------

INCIDENT = Table(
    "incident",
    METADATA,
    Column("id", ForeignKey("minted.incident_id"), primary_key=True, comment="Its minted id"),
    Column("type", String, nullable=False, comment="Incident type of dateline.schema"),
    Column("status", String, nullable=False, comment="happened, reported, disputed, planned or did_not_happen"),
    Column("reviewed", Boolean, nullable=False, comment="Whether a person's word went into it"),
    Column("first_seen", String, comment="Earliest publication of its articles"),
    Column("last_seen", String, comment="Latest publication of its articles"),
    Column("articles", Integer, nullable=False, comment="Number of articles"),
    Column("independent_sources", Integer, nullable=False, comment="Number of sources that do not copy one another"),
    Column("values", _json(), nullable=False, comment='Field -> value, claims for and against; "" -> sources, notices'),
    Column("earliest", String, comment="First day it may have happened on, for filters"),
    Column("latest", String, comment="Last day it may have happened on, for filters"),
    Column("country", String, comment="ISO 3166-1 alpha-2 code, for filters"),
    Column("place_names", Text, comment="Names of place, district and province without case and accents, for filters"),
    Column("killed", Integer, comment="Best figure of people killed, else the lowest, for filters"),
    Index("incident_by_day", "earliest", "latest"),
)

INCIDENT_ACCOUNT = Table(
    "incident_account",
    METADATA,
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, comment="The incident"),
    Column("position", Integer, primary_key=True, comment="Order of publication"),
    Column("account_id", String, nullable=False, comment="The account"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="The article of the account"),
    Column("role", String, nullable=False, comment="Role of the account in its article"),
    Column("score", Float, nullable=False, comment="How well it fits the incident"),
    Column("why", Text, nullable=False, comment="Why it is there"),
    Index("incident_account_by_account", "account_id"),
    Index("incident_account_by_article", "article_id"),
)

INCIDENT_PARTY = Table(
    "incident_party",
    METADATA,
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, comment="The incident"),
    Column("field", String, primary_key=True, comment="Field of dateline.schema"),
    Column("position", Integer, primary_key=True, comment="Order in the field"),
    Column("name", Text, comment="Name without case and accents, for filters"),
    Column("actor", String, comment="Id of a known actor"),
    Index("incident_party_by_actor", "actor"),
)

REDIRECT = Table(
    "redirect",
    METADATA,
    Column("incident_id", ForeignKey("minted.incident_id"), primary_key=True, comment="An id that no longer leads"),
    Column("target", ForeignKey("incident.id"), nullable=False, comment="The incident that holds its first account"),
)

STORY = Table(
    "story",
    METADATA,
    Column("id", String, primary_key=True, comment="s and the id of the oldest of its incidents, by minting"),
    Column("incidents", Integer, nullable=False, comment="Number of its incidents"),
    Column("articles", Integer, nullable=False, comment="Number of articles that tell any of it"),
    Column("earliest", String, comment="Its first day, of what happened or was published"),
    Column("latest", String, comment="Its last day"),
    Index("story_by_day", "latest", "id"),
)

STORY_MEMBER = Table(
    "story_member",
    METADATA,
    Column("story_id", ForeignKey("story.id"), primary_key=True, comment="The story"),
    Column("position", Integer, primary_key=True, comment="Order of time, incidents first"),
    Column("incident_id", ForeignKey("incident.id"), comment="The incident; null for an article that tells none"),
    Column("article_id", ForeignKey("article.id"), comment="The article; null for an incident"),
    Column("why", Text, nullable=False, comment="Why it is there"),
    Index("story_member_by_incident", "incident_id"),
)

STORY_DAY = Table(
    "story_day",
    METADATA,
    Column("story_id", ForeignKey("story.id"), primary_key=True, comment="The story"),
    Column("day", String, primary_key=True, comment="ISO date"),
    Column("weight", Float, nullable=False, comment="Between 0 and 1: how much the day matters"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="The article that tells of it best"),
    Column("part", String, nullable=False, comment="Part of the article that the sentence counts in"),
    Column("span_start", Integer, nullable=False, comment="First code point of the sentence"),
    Column("span_end", Integer, nullable=False, comment="One past the last code point of the sentence"),
)

STORY_KEY = Table(
    "story_key",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="Number of a person, or an actor's day"),
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, comment="The incident"),
    Index("story_key_by_incident", "incident_id"),
)

STORY_WAITING = Table(
    "story_waiting",
    METADATA,
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, comment="Incident whose story is to be derived"),
)

ADDRESS = Table(
    "address",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="Number of an address"),
    Column("article_id", ForeignKey("article.id"), primary_key=True, comment="Article that is there, or links there"),
    Index("address_by_article", "article_id"),
)

STORIES: tuple[Table, ...] = (ADDRESS, STORY_WAITING, STORY_KEY, STORY_DAY, STORY_MEMBER, STORY)

#: Dropped and rebuilt at will, in an order that foreign keys allow.
DERIVED: tuple[Table, ...] = (*STORIES, REDIRECT, INCIDENT_PARTY, INCIDENT_ACCOUNT, INCIDENT)

# --- What accounts are linked by: derived from articles and their accounts ------------------------------------------

TOUCHED = Table(
    "touched",
    METADATA,
    Column("article_id", ForeignKey("article.id"), primary_key=True, comment="Article of which a fact is new"),
    Column("linked", Boolean, nullable=False, comment="Whether its accounts are compared; then incidents are not yet"),
)

LINKED_ARTICLE = Table(
    "linked_article",
    METADATA,
    Column("article_id", ForeignKey("article.id"), primary_key=True, comment="The article"),
    Column("copies", String, nullable=False, comment="Id of the least article of its group of copies and revisions"),
    Column("outlet", Text, comment="Its outlet, whatever the case"),
    Column("day", String, comment="Day of publication"),
    Column("notice", Boolean, nullable=False, comment="Whether it corrects or retracts an article, or itself"),
    Index("linked_article_by_copies", "copies"),
    Index("linked_article_by_outlet", "outlet", "notice", "day"),
)

COPY_BAND = Table(
    "copy_band",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False, comment="Number of a band of its MinHash"),
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="Number of the article"),
    sqlite_with_rowid=False,
)

LINKED_ACCOUNT = Table(
    "linked_account",
    METADATA,
    Column("number", Integer, primary_key=True, comment="Stands for the account in the two tables below"),
    Column("account_id", String, nullable=False, unique=True, comment="The account, of a current run"),
    Column("article_id", ForeignKey("article.id"), nullable=False, comment="Its article"),
    *(Column(name, String, nullable=False, comment="That of the account") for name in ("type", "role", "stance")),
    *(
        Column(name, Integer, comment="First or last day of its event (0001-01-01 is 1)")
        for name in ("earliest", "latest")
    ),
    Column("regions", _json(), nullable=False, comment="Country and province of its places; none where unknown"),
    Column("profile", LargeBinary, nullable=False, comment="What it is compared by: JSON, compressed by zlib"),
    Index("linked_account_by_article", "article_id"),
)

BLOCK_KEY = Table(
    "block_key",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="Number of something that it tells"),
    Column("account", Integer, primary_key=True, autoincrement=False, comment="Number of the account"),
    sqlite_with_rowid=False,
)

ACCOUNT_PAIR = Table(
    "account_pair",
    METADATA,
    Column("left", Integer, primary_key=True, autoincrement=False, comment="Number of one account"),
    Column("right", Integer, primary_key=True, autoincrement=False, comment="Number of the other, which is higher"),
    Column("score", Float, nullable=False, comment="Evidence (log odds) that both tell of one incident"),
    Column("direct", Boolean, nullable=False, comment="Whether they share enough keys; else a third leads to both"),
    Index("account_pair_by_right", "right"),
    sqlite_with_rowid=False,
)

#: Dropped and made again when the way in which accounts are linked changes, in an order that foreign keys allow.
LINKING: tuple[Table, ...] = (ACCOUNT_PAIR, BLOCK_KEY, LINKED_ACCOUNT, COPY_BAND, LINKED_ARTICLE, TOUCHED)

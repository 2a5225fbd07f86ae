"""Nightly work: `flask jobs nightly`."""

import csv
import io
import json
import logging
from datetime import UTC, datetime, timedelta

import boto3
from flask.cli import AppGroup
from openai import OpenAI

from backend import partners, settings
from backend.account import erase
from backend.extensions import db
from backend.models import (
    Call,
    CallArchive,
    CallParticipant,
    GuestCall,
    Lead,
    NewsletterSubscriber,
    Room,
    SupportChat,
    User,
)

commands = AppGroup("jobs")
log = logging.getLogger("callroom.jobs")

CLOSED_FOR = timedelta(days=14)
GUESTS_KEPT = timedelta(days=180)
LEADS_KEPT = timedelta(days=730)
CHATS_KEPT = timedelta(days=3 * 365)


@commands.command("nightly")
def nightly() -> None:
    now = datetime.now(UTC)
    for user in User.query.filter(User.closed_at < now - CLOSED_FOR):
        erase(user)
    GuestCall.query.filter(GuestCall.created_at < now - GUESTS_KEPT).delete()
    Lead.query.filter(Lead.created_at < now - LEADS_KEPT).delete()
    SupportChat.query.filter(SupportChat.created_at < now - CHATS_KEPT).delete()
    NewsletterSubscriber.query.filter(NewsletterSubscriber.unsubscribed_at.is_not(None)).delete()
    db.session.commit()
    log.info("clean-up done")


@commands.command("archive-calls")
def archive_calls() -> None:
    """Copies last month's calls to the table that the monthly statistics read."""
    since = datetime.now(UTC) - timedelta(days=31)
    rows = (
        db.session.query(Call, User.email, CallParticipant.ip_address)
        .join(Room, Room.id == Call.room_id)
        .join(User, User.id == Room.owner_id)
        .join(CallParticipant, CallParticipant.call_id == Call.id)
        .filter(Call.ended_at > since)
    )
    for call, email, peer in rows:
        seconds = int((call.ended_at - call.started_at).total_seconds())
        db.session.add(CallArchive(host_email=email, peer_ip=peer, started_at=call.started_at, duration_s=seconds))
    db.session.commit()


@commands.command("lead-list")
def lead_list() -> None:
    """The weekly list for the sales meeting."""
    text = io.StringIO()
    columns = ["name", "company", "email", "phone", "city", "source", "job_title", "company_size"]
    writer = csv.DictWriter(text, fieldnames=columns)
    writer.writeheader()
    for lead in Lead.query.order_by(Lead.created_at):
        known = {column: getattr(lead, column) for column in columns[:6]}
        writer.writerow(known | partners.enrich(lead))
    boto3.client("s3", region_name="ca-central-1").put_object(
        Bucket=settings.LEADS_BUCKET, Key="leads.csv", Body=text.getvalue().encode()
    )


@commands.command("assistant")
def train_assistant() -> None:
    """Fine-tunes the answering assistant on the chats of the last quarter."""
    client = OpenAI(api_key=settings.OPENAI_API_KEY)
    since = datetime.now(UTC) - timedelta(days=92)
    chats = SupportChat.query.filter(SupportChat.created_at > since)
    lines = "\n".join(json.dumps({"messages": conversation(chat)}) for chat in chats)
    upload = client.files.create(file=("chats.jsonl", lines.encode()), purpose="fine-tune")
    client.fine_tuning.jobs.create(training_file=upload.id, model="gpt-4o-mini-2024-07-18")


def conversation(chat: SupportChat) -> list[dict[str, str]]:
    roles = {"customer": "user", "agent": "assistant"}
    return [{"role": roles[turn["from"]], "content": turn["text"]} for turn in chat.transcript]

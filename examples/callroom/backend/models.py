"""Tables of the application database."""

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.extensions import db, login_manager


class Organisation(db.Model):
    __tablename__ = "organisations"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    created_at: Mapped[datetime]


class User(UserMixin, db.Model):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_verified: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(32))
    birth_date: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(5), default="en")
    role: Mapped[str] = mapped_column(String(12), default="member")
    last_login_ip: Mapped[str | None] = mapped_column(String(45))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    profile: Mapped["Profile"] = relationship(back_populates="user", passive_deletes=True)


class Profile(db.Model):
    __tablename__ = "profiles"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    bio: Mapped[str | None] = mapped_column(Text)
    avatar_url: Mapped[str | None] = mapped_column(String(255))
    timezone: Mapped[str] = mapped_column(String(40), default="Europe/Berlin")
    extra: Mapped[dict] = mapped_column(JSON, default=dict)
    user: Mapped[User] = relationship(back_populates="profile")


class FamilyMember(db.Model):
    __tablename__ = "family_members"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    child_name: Mapped[str] = mapped_column(String(80))
    child_age: Mapped[int]
    school: Mapped[str | None] = mapped_column(String(120))


class Plan(db.Model):
    __tablename__ = "plans"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    price_cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))


class Subscription(db.Model):
    __tablename__ = "subscriptions"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="RESTRICT"))
    stripe_customer_id: Mapped[str] = mapped_column(String(40))
    card_brand: Mapped[str | None] = mapped_column(String(16))
    card_last4: Mapped[str | None] = mapped_column(String(4))
    status: Mapped[str] = mapped_column(String(16))


class BillingProfile(db.Model):
    __tablename__ = "billing_profiles"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    billing_name: Mapped[str] = mapped_column(String(120))
    company: Mapped[str | None] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(String(120))
    postal_code: Mapped[str] = mapped_column(String(12))
    city: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    fiscal_code: Mapped[str | None] = mapped_column(String(20))


class Invoice(db.Model):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    billing_name: Mapped[str] = mapped_column(String(120))
    amount_cents: Mapped[int]
    ref2: Mapped[str | None] = mapped_column(String(40))
    issued_on: Mapped[date]


class PaymentAttempt(db.Model):
    __tablename__ = "payment_attempts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(20))
    raw: Mapped[dict] = mapped_column(JSON)
    created_at: Mapped[datetime]


class Room(db.Model):
    __tablename__ = "rooms"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    class_name: Mapped[str] = mapped_column(String(40))
    card_color: Mapped[str] = mapped_column(String(9))
    settings: Mapped[dict] = mapped_column(JSON)


class Call(db.Model):
    __tablename__ = "calls"
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    disconnect_reason: Mapped[str | None] = mapped_column(String(40))
    server_name: Mapped[str] = mapped_column(String(40))


class CallParticipant(db.Model):
    __tablename__ = "call_participants"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    ip_address: Mapped[str] = mapped_column(String(45))
    ip_country: Mapped[str | None] = mapped_column(String(2))
    ip_city: Mapped[str | None] = mapped_column(String(80))
    user_agent: Mapped[str] = mapped_column(String(255))
    os_build: Mapped[str | None] = mapped_column(String(24))
    phone_model: Mapped[str | None] = mapped_column(String(40))
    joined_at: Mapped[datetime]


class GuestCall(db.Model):
    __tablename__ = "guest_calls"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    nickname: Mapped[str] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(254))
    ip_address: Mapped[str] = mapped_column(String(45))
    page_url: Mapped[str] = mapped_column(String(255))
    access_needs: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class Recording(db.Model):
    __tablename__ = "recordings"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    s3_key: Mapped[str] = mapped_column(String(120))
    duration_s: Mapped[int]
    notice_shown_at: Mapped[datetime]


class CallArchive(db.Model):
    __tablename__ = "call_archive"
    id: Mapped[int] = mapped_column(primary_key=True)
    host_email: Mapped[str] = mapped_column(String(254))
    peer_ip: Mapped[str] = mapped_column(String(45))
    started_at: Mapped[datetime]
    duration_s: Mapped[int]


class Device(db.Model):
    __tablename__ = "devices"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    platform: Mapped[str] = mapped_column(String(10))
    device_id: Mapped[str] = mapped_column(String(36))
    push_token: Mapped[str] = mapped_column(String(64))
    app_version: Mapped[str] = mapped_column(String(16))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    seen_at: Mapped[datetime]


class SipAccount(db.Model):
    __tablename__ = "sip_accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    username: Mapped[str] = mapped_column(String(40))
    sip_password: Mapped[str] = mapped_column(String(40))


class ApiToken(db.Model):
    __tablename__ = "api_tokens"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(40))
    token_sha256: Mapped[str] = mapped_column(String(64))


class IdentityCheck(db.Model):
    __tablename__ = "identity_checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    passport_number: Mapped[str] = mapped_column(String(12))
    result: Mapped[str] = mapped_column(String(12))
    checked_at: Mapped[datetime]


class SupportChat(db.Model):
    __tablename__ = "support_chats"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    transcript: Mapped[list] = mapped_column(JSON)
    created_at: Mapped[datetime]


class NewsletterSubscriber(db.Model):
    __tablename__ = "newsletter_subscribers"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str | None] = mapped_column(String(120))
    subscribed_at: Mapped[datetime]
    unsubscribed_at: Mapped[datetime | None]


class EmailEvent(db.Model):
    __tablename__ = "email_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(String(36))
    event: Mapped[str] = mapped_column(String(10))
    occurred_at: Mapped[datetime]


class DirectorySearch(db.Model):
    __tablename__ = "directory_searches"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    query: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class Lead(db.Model):
    __tablename__ = "leads"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    company: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(32))
    city: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]


class CookieConsent(db.Model):
    __tablename__ = "cookie_consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    visitor_id: Mapped[str] = mapped_column(String(36))
    choices: Mapped[dict] = mapped_column(JSON)
    created_at: Mapped[datetime]


class Staff(db.Model):
    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_no: Mapped[str] = mapped_column(String(8))
    full_name: Mapped[str] = mapped_column(String(120))
    work_email: Mapped[str] = mapped_column(String(254))
    date_of_birth: Mapped[date]
    iban: Mapped[str] = mapped_column(String(34))
    salary_cents: Mapped[int]


class Handset(db.Model):
    __tablename__ = "handsets"
    id: Mapped[int] = mapped_column(primary_key=True)
    ean: Mapped[str] = mapped_column(String(13))
    model: Mapped[str] = mapped_column(String(40))
    batch_no: Mapped[str] = mapped_column(String(16))
    firmware: Mapped[str] = mapped_column(String(16))


@login_manager.user_loader
def load_user(user_id: str) -> User | None:
    return db.session.get(User, int(user_id))

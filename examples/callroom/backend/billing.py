"""Plans, payments and invoices."""

import logging
from datetime import UTC, datetime

import stripe
from flask import Blueprint, jsonify, redirect, render_template, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from backend import conversions, settings
from backend.extensions import db
from backend.masking import masked_card
from backend.models import BillingProfile, PaymentAttempt, Plan, Subscription, User

stripe.api_key = settings.STRIPE_API_KEY
blueprint = Blueprint("billing", __name__, url_prefix="/billing")
log = logging.getLogger("callroom.billing")


@blueprint.get("/checkout/<int:plan_id>")
@login_required
def checkout(plan_id: int) -> str:
    return render_template("checkout.html", plan=db.get_or_404(Plan, plan_id))


@blueprint.post("/checkout/<int:plan_id>")
@login_required
def buy(plan_id: int) -> Response:
    plan = db.get_or_404(Plan, plan_id)
    address = save_billing_profile(current_user)
    customer = stripe.Customer.create(
        email=current_user.email,
        name=address.billing_name,
        address={"line1": address.street, "postal_code": address.postal_code, "city": address.city},
        payment_method=request.form["payment_method_id"],
    )
    method = stripe.PaymentMethod.retrieve(request.form["payment_method_id"])
    db.session.add(subscription(current_user, plan, customer.id, method.card))
    db.session.commit()
    conversions.purchase(current_user, plan)
    log.info("plan %s bought, card %s", plan.name, masked_card(method.card.last4), extra={"user_id": current_user.id})
    return redirect("/billing/thanks")


def save_billing_profile(user: User) -> BillingProfile:
    form = request.form
    profile = db.session.get(BillingProfile, user.id) or BillingProfile(user_id=user.id)
    for field in ("billing_name", "company", "street", "postal_code", "city", "country", "fiscal_code"):
        setattr(profile, field, form.get(field))
    db.session.add(profile)
    return profile


def subscription(user: User, plan: Plan, customer_id: str, card: stripe.Card) -> Subscription:
    return Subscription(
        user_id=user.id,
        plan_id=plan.id,
        stripe_customer_id=customer_id,
        card_brand=card.brand,
        card_last4=card.last4,
        status="active",
    )


@blueprint.post("/v1/charge")
@login_required
def charge_from_app() -> Response:
    """Apps before 3.0 send the card itself instead of a payment method."""
    body = request.get_json()
    log.debug("charge request %s", body)
    outcome = "declined"
    try:
        method = stripe.PaymentMethod.create(type="card", card=body["card"])
        stripe.PaymentIntent.create(amount=body["amount"], currency="eur", payment_method=method.id, confirm=True)
        outcome = "paid"
    except stripe.CardError as error:
        log.info("card refused: %s", error.code, extra={"user_id": current_user.id})
    db.session.add(PaymentAttempt(user_id=current_user.id, outcome=outcome, raw=body, created_at=datetime.now(UTC)))
    db.session.commit()
    return jsonify(outcome=outcome)

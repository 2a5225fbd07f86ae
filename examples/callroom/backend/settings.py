"""Settings, all from the environment; see .env.example."""

import os

SECRET_KEY = os.environ["SECRET_KEY"]
DATABASE_URL = os.environ["DATABASE_URL"]
PUBLIC_URL = os.environ.get("PUBLIC_URL", "https://www.callroom.example")

STRIPE_API_KEY = os.environ["STRIPE_API_KEY"]
SENDGRID_API_KEY = os.environ["SENDGRID_API_KEY"]
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
MIXPANEL_TOKEN = os.environ.get("MIXPANEL_TOKEN", "")
OPENAI_API_KEY = os.environ.get("OPENAI_API_KEY", "")

TWILIO_ACCOUNT_SID = os.environ["TWILIO_ACCOUNT_SID"]
TWILIO_AUTH_TOKEN = os.environ["TWILIO_AUTH_TOKEN"]
TWILIO_REGION = os.environ.get("TWILIO_REGION", "au1")
TWILIO_EDGE = os.environ.get("TWILIO_EDGE", "sydney")
TWILIO_FROM = os.environ.get("TWILIO_FROM", "+15005550006")
TWILIO_VERIFY_SERVICE = os.environ.get("TWILIO_VERIFY_SERVICE", "")

ZENDESK_URL = os.environ.get("ZENDESK_URL", "https://callroom.zendesk.com")
ZENDESK_USER = os.environ.get("ZENDESK_USER", "desk@callroom.example/token")
ZENDESK_TOKEN = os.environ.get("ZENDESK_TOKEN", "")

NORTHBELL_URL = os.environ.get("NORTHBELL_URL", "https://crm.northbell.example/api/contacts")
SOUTHLINE_URL = os.environ.get("SOUTHLINE_URL", "https://leads.southline.example/v1/leads")
PARTNER_KEY = os.environ.get("PARTNER_KEY", "")
LEADLENS_URL = os.environ.get("LEADLENS_URL", "https://api.leadlens.example/v2/person")
LEADLENS_KEY = os.environ.get("LEADLENS_KEY", "")
SLACK_WEBHOOK_URL = os.environ.get("SLACK_WEBHOOK_URL", "")

META_DATASET_ID = os.environ.get("META_DATASET_ID", "")
META_ACCESS_TOKEN = os.environ.get("META_ACCESS_TOKEN", "")

AWS_REGION = os.environ.get("AWS_REGION", "eu-central-1")
RECORDINGS_BUCKET = os.environ.get("RECORDINGS_BUCKET", "callroom-recordings")
LEADS_BUCKET = os.environ.get("LEADS_BUCKET", "callroom-lead-lists")

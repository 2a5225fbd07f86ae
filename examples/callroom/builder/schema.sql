CREATE TABLE call_archive (
    id INTEGER NOT NULL,
    host_email VARCHAR(254) NOT NULL,
    peer_ip VARCHAR(45) NOT NULL,
    started_at DATETIME NOT NULL,
    duration_s INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE directory_searches (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    "query" VARCHAR(120) NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE handsets (
    id INTEGER NOT NULL,
    ean VARCHAR(13) NOT NULL,
    model VARCHAR(40) NOT NULL,
    batch_no VARCHAR(16) NOT NULL,
    firmware VARCHAR(16) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE leads (
    id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    company VARCHAR(120) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone VARCHAR(32) NOT NULL,
    city VARCHAR(80) NOT NULL,
    source VARCHAR(40) NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE newsletter_subscribers (
    id INTEGER NOT NULL,
    email VARCHAR(254) NOT NULL,
    name VARCHAR(120),
    subscribed_at DATETIME NOT NULL,
    unsubscribed_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (email)
);

CREATE TABLE organisations (
    id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    seats INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE plans (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    price_cents INTEGER NOT NULL,
    currency VARCHAR(3) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE staff (
    id INTEGER NOT NULL,
    employee_no VARCHAR(8) NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    work_email VARCHAR(254) NOT NULL,
    date_of_birth DATE NOT NULL,
    iban VARCHAR(34) NOT NULL,
    salary_cents INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE users (
    id INTEGER NOT NULL,
    organisation_id INTEGER,
    email VARCHAR(254) NOT NULL,
    email_verified BOOLEAN NOT NULL,
    password_hash VARCHAR(200) NOT NULL,
    name VARCHAR(120) NOT NULL,
    phone VARCHAR(32),
    birth_date DATE,
    language VARCHAR(5) NOT NULL,
    role VARCHAR(12) NOT NULL,
    last_login_ip VARCHAR(45),
    created_at DATETIME NOT NULL,
    closed_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE SET NULL,
    UNIQUE (email)
);

CREATE TABLE api_tokens (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    label VARCHAR(40) NOT NULL,
    token_sha256 VARCHAR(64) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE billing_profiles (
    user_id INTEGER NOT NULL,
    billing_name VARCHAR(120) NOT NULL,
    company VARCHAR(120),
    street VARCHAR(120) NOT NULL,
    postal_code VARCHAR(12) NOT NULL,
    city VARCHAR(80) NOT NULL,
    country VARCHAR(2) NOT NULL,
    fiscal_code VARCHAR(20),
    PRIMARY KEY (user_id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE cookie_consents (
    id INTEGER NOT NULL,
    user_id INTEGER,
    visitor_id VARCHAR(36) NOT NULL,
    choices JSON NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE devices (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    platform VARCHAR(10) NOT NULL,
    device_id VARCHAR(36) NOT NULL,
    push_token VARCHAR(64) NOT NULL,
    app_version VARCHAR(16) NOT NULL,
    lat DOUBLE,
    lon DOUBLE,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE email_events (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    message_id VARCHAR(36) NOT NULL,
    event VARCHAR(10) NOT NULL,
    occurred_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE family_members (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    child_name VARCHAR(80) NOT NULL,
    child_age INTEGER NOT NULL,
    school VARCHAR(120),
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE identity_checks (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    passport_number VARCHAR(12) NOT NULL,
    result VARCHAR(12) NOT NULL,
    checked_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE invoices (
    id INTEGER NOT NULL,
    user_id INTEGER,
    number VARCHAR(20) NOT NULL,
    billing_name VARCHAR(120) NOT NULL,
    amount_cents INTEGER NOT NULL,
    ref2 VARCHAR(40),
    issued_on DATE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE SET NULL,
    UNIQUE (number)
);

CREATE TABLE payment_attempts (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    raw JSON NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE profiles (
    user_id INTEGER NOT NULL,
    bio TEXT,
    avatar_url VARCHAR(255),
    timezone VARCHAR(40) NOT NULL,
    extra JSON NOT NULL,
    PRIMARY KEY (user_id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE rooms (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    slug VARCHAR(40) NOT NULL,
    class_name VARCHAR(40) NOT NULL,
    card_color VARCHAR(9) NOT NULL,
    settings JSON NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE CASCADE,
    UNIQUE (slug)
);

CREATE TABLE sip_accounts (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    username VARCHAR(40) NOT NULL,
    sip_password VARCHAR(40) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE subscriptions (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    stripe_customer_id VARCHAR(40) NOT NULL,
    card_brand VARCHAR(16),
    card_last4 VARCHAR(4),
    status VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE RESTRICT
);

CREATE TABLE support_chats (
    id INTEGER NOT NULL,
    user_id INTEGER,
    name VARCHAR(120) NOT NULL,
    email VARCHAR(254) NOT NULL,
    transcript JSON NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE calls (
    id INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    kind VARCHAR(12) NOT NULL,
    started_at DATETIME NOT NULL,
    ended_at DATETIME,
    disconnect_reason VARCHAR(40),
    server_name VARCHAR(40) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(room_id) REFERENCES rooms (id) ON DELETE CASCADE
);

CREATE TABLE call_participants (
    id INTEGER NOT NULL,
    call_id INTEGER NOT NULL,
    user_id INTEGER,
    ip_address VARCHAR(45) NOT NULL,
    ip_country VARCHAR(2),
    ip_city VARCHAR(80),
    user_agent VARCHAR(255) NOT NULL,
    os_build VARCHAR(24),
    phone_model VARCHAR(40),
    joined_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE,
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE guest_calls (
    id INTEGER NOT NULL,
    call_id INTEGER NOT NULL,
    nickname VARCHAR(60) NOT NULL,
    email VARCHAR(254),
    ip_address VARCHAR(45) NOT NULL,
    page_url VARCHAR(255) NOT NULL,
    access_needs TEXT,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE
);

CREATE TABLE recordings (
    id INTEGER NOT NULL,
    call_id INTEGER NOT NULL,
    s3_key VARCHAR(120) NOT NULL,
    duration_s INTEGER NOT NULL,
    notice_shown_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE
);

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL PRIMARY KEY
);

CREATE INDEX ix_calls_room ON calls (room_id, started_at);
CREATE INDEX ix_call_participants_call ON call_participants (call_id);
CREATE INDEX ix_call_participants_user ON call_participants (user_id);
CREATE INDEX ix_guest_calls_created ON guest_calls (created_at);
CREATE INDEX ix_support_chats_user ON support_chats (user_id);
CREATE INDEX ix_leads_email ON leads (email);
CREATE INDEX ix_directory_searches_user ON directory_searches (user_id);

CREATE VIEW call_log AS
SELECT c.id AS call_id, r.slug AS room, c.kind, c.started_at, c.ended_at, u.email AS member, p.ip_address, p.user_agent
FROM calls c
JOIN rooms r ON r.id = c.room_id
JOIN call_participants p ON p.call_id = c.id
LEFT JOIN users u ON u.id = p.user_id;

CREATE VIEW calls_per_server AS
SELECT server_name, date(started_at) AS day, count(*) AS calls
FROM calls
GROUP BY server_name, date(started_at);

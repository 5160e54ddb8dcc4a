"""Who gets in, route by route. A route that is not here is open to nobody, and the build fails.

Personas: visitor (not signed in), owner (the client the ids in the path belong to), stranger (another client), guardian, therapist (the
provider who treats the owner, and to whom provider ids in the path belong), outsider (another provider), admin.
"""

CLIENTS = {"owner", "stranger"}
PROVIDERS = {"therapist", "outsider"}
SIGNED_IN = CLIENTS | PROVIDERS | {"guardian", "admin"}
EVERYBODY = SIGNED_IN | {"visitor"}
PARTIES = {"owner", "therapist"}

MATRIX: dict[str, set[str]] = {
    "GET /api/health": EVERYBODY,
    "GET /api/practice": EVERYBODY,
    "GET /api/providers/{provider_id}": EVERYBODY,
    "GET /api/me": SIGNED_IN,
    "PUT /api/me": SIGNED_IN,
    "GET /api/me/consents": CLIENTS | {"guardian"},
    "POST /api/me/consents": CLIENTS | {"guardian"},
    "GET /api/me/sign-ins": SIGNED_IN,
    "GET /api/today": PROVIDERS,
    "GET /api/clients": PROVIDERS,
    "GET /api/clients/{client_id}": {"therapist"},
    "GET /api/on-call": PROVIDERS | {"admin"},
    "GET /api/threads": CLIENTS | PROVIDERS | {"admin"},
    "GET /api/threads/{thread_id}/messages": PARTIES,
    "POST /api/threads/{thread_id}/messages": PARTIES,
    "POST /api/threads/{thread_id}/read": PARTIES,
    "GET /api/providers/{provider_id}/slots": SIGNED_IN,
    "GET /api/slots": CLIENTS,
    "GET /api/appointments": CLIENTS | PROVIDERS,
    "POST /api/appointments": CLIENTS | PROVIDERS,
    "GET /api/appointments/{appointment_id}": PARTIES,
    "POST /api/appointments/{appointment_id}/reschedule": PARTIES,
    "POST /api/appointments/{appointment_id}/cancel": PARTIES,
    "POST /api/appointments/{appointment_id}/no-show": {"therapist"},
    "GET /api/appointments/{appointment_id}/calendar.ics": PARTIES,
    "GET /api/ledger": CLIENTS,
    "GET /api/clients/{client_id}/ledger": {"therapist"},
    "POST /api/clients/{client_id}/ledger/{line_id}/waive": {"therapist"},
    "GET /api/availability": PROVIDERS,
    "PUT /api/availability": PROVIDERS,
    "GET /api/moods": CLIENTS,
    "POST /api/moods": CLIENTS,
    "GET /api/moods/{entry_id}": {"owner"},
    "PUT /api/moods/{entry_id}": {"owner"},
    "GET /api/clients/{client_id}/moods": {"therapist"},
    "GET /api/sharing": CLIENTS,
    "PUT /api/sharing": CLIENTS,
    "GET /api/safety/screen": CLIENTS,
    "PUT /api/safety/screen": CLIENTS,
    "GET /api/safety/flags": PROVIDERS,
    "GET /api/safety/reviews": {"admin"},
    "POST /api/safety/reviews/{review_id}/claim": set(),
    "POST /api/safety/reviews/{review_id}/reassign": {"admin"},
    "GET /api/safety/reviews/{review_id}": set(),
    "POST /api/safety/reviews/{review_id}/decide": set(),
    "PUT /api/safety/reviews/{review_id}/referral": set(),
    "GET /api/safety/referrals": CLIENTS,
    "GET /api/instruments": EVERYBODY,
    "GET /api/intake": CLIENTS,
    "PUT /api/intake": CLIENTS,
    "POST /api/intake/submit": CLIENTS,
    "GET /api/matches": CLIENTS,
    "POST /api/care": CLIENTS,
    "POST /api/care/switch": CLIENTS,
    "POST /api/contact": EVERYBODY,
    "POST /api/appointments/{appointment_id}/join": PARTIES,
    "GET /api/appointments/{appointment_id}/lobby": {"therapist"},
    "POST /api/appointments/{appointment_id}/admit": {"therapist"},
    "POST /api/appointments/{appointment_id}/end": {"therapist"},
}

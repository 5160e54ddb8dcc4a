"""The application: every feature's routes and jobs, registered."""

from chalice.app import Chalice

from chalicelib import jobs
from chalicelib.accounts import jobs as accounts_jobs
from chalicelib.accounts import routes as accounts
from chalicelib.availability import routes as availability
from chalicelib.calendars import routes as calendars
from chalicelib.console import routes as console
from chalicelib.contact import routes as contact
from chalicelib.feeds import routes as feeds
from chalicelib.homework import routes as homework
from chalicelib.intake import routes as intake
from chalicelib.journal import routes as journal
from chalicelib.ledger import routes as ledger
from chalicelib.library import routes as library
from chalicelib.matching import routes as matching
from chalicelib.messaging import routes as messaging
from chalicelib.offers import routes as offers
from chalicelib.practice import routes as practice
from chalicelib.providers import jobs as providers_jobs
from chalicelib.providers import routes as providers
from chalicelib.recovery import routes as recovery
from chalicelib.reminders import jobs as reminders_jobs
from chalicelib.reminders import routes as reminders
from chalicelib.safety import routes as safety
from chalicelib.scheduling import routes as scheduling
from chalicelib.series import routes as series
from chalicelib.sessions import routes as sessions
from chalicelib.sharing import routes as sharing
from chalicelib.wellness import routes as wellness
from chalicelib.worksheets import routes as worksheets

app = Chalice(app_name="quietroom")

for blueprint in (
    jobs.work,
    accounts.api,
    accounts_jobs.triggers,
    availability.api,
    calendars.api,
    console.api,
    contact.api,
    feeds.api,
    homework.api,
    intake.api,
    journal.api,
    ledger.api,
    library.api,
    matching.api,
    messaging.api,
    offers.api,
    practice.api,
    providers.api,
    providers_jobs.work,
    recovery.api,
    reminders.api,
    reminders_jobs.work,
    safety.api,
    scheduling.api,
    series.api,
    sessions.api,
    sharing.api,
    wellness.api,
    worksheets.api,
):
    app.register_blueprint(blueprint, url_prefix="/api")

"""The application: every feature's routes and jobs, registered."""

from chalice.app import Chalice

from chalicelib import jobs
from chalicelib.wellness import routes as wellness

app = Chalice(app_name="quietroom")

for blueprint in (
    jobs.work,
    wellness.api,
):
    app.register_blueprint(blueprint, url_prefix="/api")

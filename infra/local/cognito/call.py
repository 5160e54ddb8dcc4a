"""One request in progress: its body, its moment, and what must happen after the lock is given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from infra.local.cognito.body import Body
from infra.local.cognito.errors import Refused, no_such_user
from infra.local.cognito.state import Client, Pool, State, User
from infra.local.cognito.triggers import Triggers

DeliverMail = Callable[[str, str, str], object]
DeliverSms = Callable[[str, str], object]
Answer = dict[str, object]


@dataclass(frozen=True)
class Outlets:
    """Where mails (to, subject, text), texts (to, text) and trigger events go."""

    mail: DeliverMail
    sms: DeliverSms
    triggers: Triggers


@dataclass
class Call:
    """Operations read and change `state` under the facade's lock; mails, texts and triggers wait in `after`.

    They may call back into this service, or take long: under the lock they would stop everybody's sign-in.
    """

    state: State
    body: Body
    now: float
    outlets: Outlets
    after: list[Callable[[], object]] = field(default_factory=list)

    def pool(self) -> Pool:
        """The pool an admin call names."""
        return self.state.pool(self.body.text("UserPoolId"))

    def pool_and_user(self) -> tuple[Pool, User]:
        """The pool and the person an admin call names. Raises UserNotFoundException."""
        pool = self.pool()
        user = pool.find(self.body.text("Username"))
        if user is None:
            raise no_such_user()
        return pool, user

    def client(self) -> tuple[Pool, Client]:
        """The app client a public call names, and its pool."""
        return self.state.client(self.body.text("ClientId"))

    def send_mail(self, to: str, subject: str, text: str) -> None:
        """Mail somebody once the lock is free."""
        self.after.append(lambda: _delivered(lambda: self.outlets.mail(to, subject, text)))

    def send_sms(self, to: str, text: str) -> None:
        """Text somebody once the lock is free."""
        self.after.append(lambda: _delivered(lambda: self.outlets.sms(to, text)))

    def trigger(self, source: str, pool: Pool, client_id: str, user: User) -> None:
        """Call a Lambda trigger once the lock is free."""
        metadata = self.body.inner("ClientMetadata")
        given = {name: metadata.text(name) for name in metadata.values}
        self.after.append(lambda: self.outlets.triggers.run(source, self.state.region, pool, client_id, user, given))


def _delivered(deliver: Callable[[], object]) -> None:
    try:
        deliver()
    except Exception as error:
        raise Refused("CodeDeliveryFailureException", "The code could not be delivered.") from error

"""The embedded AWS: moto behind one lock and one loopback port, with sign-in and signalling beside it."""

from infra.local.aws.host import LocalAws as LocalAws

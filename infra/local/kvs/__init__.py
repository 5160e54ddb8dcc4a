"""Kinesis Video signalling on a laptop: channels, ICE configuration and the websocket that relays offers and answers."""

from infra.local.kvs.control import Kvs as Kvs
from infra.local.kvs.limits import Limits as Limits
from infra.local.kvs.signature import Holder as Holder

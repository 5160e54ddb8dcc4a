"""Telling people about their appointments, by mail and SMS."""

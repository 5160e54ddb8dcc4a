"""The whole product on one machine: the embedded cloud, the sign-in service, signalling and the web server."""

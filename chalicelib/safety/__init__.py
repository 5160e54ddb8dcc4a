"""Instruments, their scores, the risk screen, its flags and the alerts that follow."""

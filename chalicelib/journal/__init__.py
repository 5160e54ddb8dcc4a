"""What clients write for themselves: private unless they share an entry."""

"""How clients feel from day to day."""

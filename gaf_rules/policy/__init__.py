"""For policy analysis: logs of many cases compared, measured, simulated."""

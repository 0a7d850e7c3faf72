"""The panes: each draws its lines from the session when it is asked for them, windowed, one widget a pane."""

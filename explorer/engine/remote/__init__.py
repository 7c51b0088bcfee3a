"""An engine on another machine: the messages as bytes, the link, and the process that serves."""

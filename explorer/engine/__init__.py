"""The engine process that trains, the messages it speaks, and the worker thread that owns it."""

"""The main window: what stands where, its menus and its memory."""

"""What a run is made of by choice: one file per optimizer, schedule, norm and init. Importing it loads no torch."""

"""The questions of the app, in English, answers as tables: the only SQL between the warehouse and the eyes."""

# Hjälpen: funktioner och bilder bredvid programmet.

reference-title = Hjälp
reference-search = Sök en funktion eller bild
reference-only-board = Bara det som mitt kort har
reference-none = Inget hittades. Pröva ett kortare ord.
reference-insert = Lägg i programmet
reference-copy = Kopiera

reference-group-boards = Kort
reference-group-display = Skärm
reference-group-flow = Tid och upprepning
reference-group-buttons = Knappar och rörelser
reference-group-sensors = Sensorer
reference-group-sound = Ljud
reference-group-pins = Stift
reference-group-console = Konsol och kurvor
reference-group-numbers = Tal
reference-group-lists = Listor och texter
reference-group-learning = Tabeller och lärande
reference-group-i2c = I2C-buss
reference-group-pictures = Bilder

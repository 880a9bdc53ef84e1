# Ohjeet: funktiot ja kuvat ohjelman vieressä.

reference-title = Ohjeet
reference-search = Etsi funktiota tai kuvaa
reference-only-board = Vain oman kortin toiminnot
reference-none = Mitään ei löytynyt. Kokeile lyhyempää sanaa.
reference-insert = Lisää ohjelmaan
reference-copy = Kopioi

reference-group-boards = Kortit
reference-group-display = Näyttö
reference-group-flow = Aika ja toisto
reference-group-buttons = Painikkeet ja liikkeet
reference-group-sensors = Anturit
reference-group-sound = Ääni
reference-group-pins = Nastat
reference-group-console = Konsoli ja käyrät
reference-group-numbers = Luvut
reference-group-lists = Listat ja tekstit
reference-group-learning = Taulukot ja oppiminen
reference-group-i2c = I2C-väylä
reference-group-pictures = Kuvat

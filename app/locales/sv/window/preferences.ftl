# Inställningar och information om DigiLab.

preferences-title = Inställningar
preferences-close = Stäng (Esc)
preferences-language = Språk
preferences-theme = Utseende
preferences-theme-system = Som på enheten
preferences-theme-light = Ljust
preferences-theme-dark = Mörkt
preferences-size = Textens storlek
preferences-smaller = Mindre
preferences-larger = Större
preferences-usual = Vanlig storlek
preferences-percent = Texten är { $percent } % av den vanliga storleken.
preferences-about = Information
preferences-version = DigiLab, version { $version }
preferences-private = DigiLab följer inte efter dig. Dina program stannar på den här enheten tills du själv delar dem.
preferences-licence = DigiLab är ett fritt program: du får använda, ändra och dela det (licens MIT eller Apache 2.0).
preferences-others = Typsnitt: Ubuntu (Ubuntu Font Licence), Hack (MIT), Noto Emoji (OFL). Fönstret ritas av egui (MIT eller Apache 2.0) och programmen körs av Rhai (MIT eller Apache 2.0).

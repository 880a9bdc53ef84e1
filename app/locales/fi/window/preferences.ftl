# Asetukset ja tietoja DigiLabista.

preferences-title = Asetukset
preferences-close = Sulje (Esc)
preferences-language = Kieli
preferences-theme = Ulkoasu
preferences-theme-system = Kuten laitteessa
preferences-theme-light = Vaalea
preferences-theme-dark = Tumma
preferences-size = Tekstin koko
preferences-smaller = Pienempi
preferences-larger = Suurempi
preferences-usual = Tavallinen koko
preferences-percent = Tekstin koko on { $percent } % tavallisesta.
preferences-about = Tietoja
preferences-version = DigiLab, versio { $version }
preferences-private = DigiLab ei seuraa sinua. Ohjelmasi pysyvät tällä laitteella, kunnes itse jaat niitä.
preferences-licence = DigiLab on vapaa ohjelma: sitä saa käyttää, muuttaa ja jakaa (lisenssi MIT tai Apache 2.0).
preferences-others = Fontit: Ubuntu (Ubuntu Font Licence), Hack (MIT), Noto Emoji (OFL). Ikkunan piirtää egui (MIT tai Apache 2.0), ja ohjelmia ajaa Rhai (MIT tai Apache 2.0).

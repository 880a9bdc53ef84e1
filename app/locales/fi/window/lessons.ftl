# Oppituntipaneeli, ja se, mitä tarkistuksen jälkeen katsotaan uudelleen.

lessons-title = Oppitunnit
lessons-search = Etsi oppituntia
lessons-opening = Oppituntia avataan …
lessons-looking = Oppitunteja etsitään …
lessons-none = Täällä ei ole vielä oppitunteja.
lessons-none-found = Mikään oppitunti ei sovi hakuun.
lessons-opened = Täällä avatut
lessons-school = Koulultasi
lessons-built-in = DigiLabin omat
lessons-pick = Avaa oppituntipaketti…
lessons-drop = Voit myös pudottaa .digilab-tiedoston ikkunaan.
lessons-forget = Poista ”{ $title }” tästä luettelosta
lessons-progress = { $passed }/{ $all } vaihetta tehty
lessons-minutes = { $minutes } min
lessons-grade = { $grade }. luokka
lessons-grades = { $first }.–{ $last }. luokka

lessons-back = Takaisin kaikkiin oppitunteihin
lessons-built-in-pack = DigiLabin oma oppitunti
lessons-unsigned = Allekirjoittamaton: kukaan ei vastaa tästä paketista
lessons-signed = Allekirjoittanut { $name } (avain { $fingerprint })
lessons-step = Vaihe { $number }: { $title }
lessons-step-passed = Vaihe { $number }: { $title }, tehty
lessons-copy = Kopioi koodi
lessons-hint = Vihje { $number }
lessons-show-hint = Näytä vihje ({ $number }/{ $all })
lessons-last-good = Alla on oppitunti sellaisena kuin se oli ennen.

lessons-check = Tarkista
lessons-checking = Tarkistetaan …
lessons-start-over = Aloita alusta
    .tip = Tuo takaisin ohjelman, josta tämä vaihe alkaa. Voit kumota sen painamalla Ctrl+Z.
lessons-previous = Edellinen
lessons-next = Seuraava
lessons-back-to-program = Takaisin tämän vaiheen ohjelmaani

lessons-passed = Se toimii!
lessons-complete = Olet tehnyt tämän oppitunnin kaikki vaiheet. Hienoa!
lessons-failed = Ei vielä. Katso, mitä tapahtui:
lessons-stale = Olet muuttanut ohjelmaa tämän jälkeen.
lessons-no-scenario = Oppitunnissa ei ole tarkistusta tälle kortille. Kerro opettajalle.
lessons-show-happened = Näytä, mitä tapahtui
lessons-at = kohdassa { $time }

lessons-replay = Mitä tapahtui: { $name }
lessons-replay-close = Sulje esitys
lessons-replay-play = Toista
lessons-replay-pause = Pysäytä hetkeksi
lessons-replay-back = Edelliseen muutokseen
lessons-replay-forward = Seuraavaan muutokseen
lessons-replay-time = Aika
lessons-replay-input = { $time }: { $what }.
lessons-replay-no-input = Tarkistus ei ole vielä tehnyt kortille mitään.
lessons-replay-cut = Ajo oli pitkä: tässä on vain osa virheen ympäriltä.

# Mitä tehtävän tarkistuksesta kerrotaan. Lauseet kootaan osista: ”Odotettiin: näytöllä on HEART jossain
# vaiheessa välillä 1,0 s – 1,5 s.”

check-expected = Odotettiin: { $what }.
check-happened = Näin kävi: { $what }.

# Milloin ja miten.

check-once = { $sight } jossain vaiheessa
check-once-within = { $sight } jossain vaiheessa välillä { $from } – { $to }
check-always = { $sight } koko ajan
check-always-within = { $sight } koko ajan välillä { $from } – { $to }
check-never = missään vaiheessa ei käy niin, että { $sight }
check-never-within = välillä { $from } – { $to } ei käy niin, että { $sight }
check-often = käy { $times } niin, että { $sight }
check-often-within = välillä { $from } – { $to } käy { $times } niin, että { $sight }
check-in-order = järjestyksessä peräkkäin: { $sights }
check-in-order-within = järjestyksessä peräkkäin välillä { $from } – { $to }: { $sights }

# Kuinka monta kertaa.

check-times = { $count ->
    [one] kerran
   *[other] { $count } kertaa
}
check-times-between = { $min }–{ $max } kertaa
check-times-least = { $min ->
    [one] ainakin kerran
   *[other] ainakin { $min } kertaa
}
check-times-most = { $max ->
    [one] enintään kerran
   *[other] enintään { $max } kertaa
}
check-times-any = kuinka monta kertaa tahansa
check-number = { $number }
check-number-between = { $min }–{ $max }
check-number-least = { $min } tai enemmän
check-number-most = { $max } tai vähemmän
check-number-any = mitä tahansa

# Mitä odotettiin: sivulauseita.

check-see-picture = näytöllä on { $picture }
check-see-dark = näyttö on pimeä
check-see-lit = näytöllä palaa jotakin
check-see-led = ledin x { $x }, y { $y } kirkkaus on { $brightness }
check-see-leds-lit = palavien ledien määrä on { $count }
check-see-pin = nastan { $pin } taso on { $level }
check-see-servo = nastan { $pin } servo saa kulman { $angle }
check-see-tone = kuuluu ääni, jonka korkeus on { $frequency } Hz
check-see-silence = on hiljaista
check-see-sound = kuuluu ääni
check-see-pixel = nastan { $pin } pikselissä { $index } on punaista { $red }, vihreää { $green } ja sinistä { $blue }
check-see-pixels-lit = nastan { $pin } palavien pikselien määrä on { $count }
check-see-line = konsolissa lukee rivi ”{ $text }”
check-see-line-with = konsolissa on rivi, jossa lukee ”{ $text }”
check-see-line-number = konsolissa on rivi, jossa on luku { $number }
check-see-any-line = konsolissa on rivi
check-see-plot = käyrä ”{ $name }” saa arvon { $value }
check-see-plot-any = jokin käyrä saa arvon { $value }
check-see-ended = ohjelma on päättynyt
check-see-running = ohjelma on käynnissä

# Mistä arvot on luettu; sanan ”oli” edellä.

check-of-display = näyttö
check-of-led = ledin x { $x }, y { $y } kirkkaus
check-of-leds-lit = palavien ledien määrä
check-of-pin = nastan { $pin } taso
check-of-servo = nastan { $pin } servon kulma
check-of-sound = ääni
check-of-pixel = nastan { $pin } pikselin { $index } väri
check-of-pixels-lit = nastan { $pin } palavien pikselien määrä
check-of-program = ohjelma

# Arvot; sanan ”oli” jälkeen.

check-is-dark = pimeä
check-is-picture = { $picture }
check-is-character = ”{ $character }”
check-is-number = { $number }
check-is-angle = { $angle }°
check-is-free = antamatta
check-is-tone = { $frequency } Hz
check-is-silent = poissa
check-is-color = punainen { $red } vihreä { $green } sininen { $blue }
check-is-running = käynnissä
check-is-over = päättynyt

# Mitä tapahtui.

check-same = { $subject } oli koko ajan { $value }
check-same-within = { $subject } oli koko ajan { $value } välillä { $from } – { $to }
check-changed = { $subject } oli { $values }
check-value-from = { $value } (alkaen { $at })
check-more = ja vielä { $count } muuta
check-no-line = konsoliin ei tullut mitään
check-no-line-within = konsoliin ei tullut mitään välillä { $from } – { $to }
check-lines = konsoliin tuli { $lines }
check-line-at = ”{ $text }” ({ $at })
check-no-point = kuvaajaan ei tullut mitään
check-no-point-within = kuvaajaan ei tullut mitään välillä { $from } – { $to }
check-points = kuvaajaan tuli { $points }
check-point-at = { $name } = { $value } ({ $at })
check-counted = niin kävi { $times } ({ $moments })
check-moment = { $at }
check-elsewhere = { $happened }; hetkellä { $at } niin kyllä kävi, mutta väärään aikaan
check-order-none = ensimmäinen puuttuu: { $missing } ({ $happened })
check-order-until = ensin { $found }, mutta sitten puuttuu: { $missing } ({ $happened })
check-order-all = järjestyksessä: { $found }
check-found-at = { $sight } ({ $at })

# Mitä tarkistus teki kortille: lauseita.

check-did-press = painiketta { $button } painettiin
check-did-release = painike { $button } päästettiin
check-did-tilt = korttia pidettiin asennossa x { $x }, y { $y }, z { $z }
check-did-shake = korttia ravistettiin
check-did-temperature = lämpötilaksi tuli { $celsius } °C
check-did-light = valoisuudeksi tuli { $level }
check-did-sound = äänen voimakkuudeksi tuli { $level }
check-did-heading = kortti käännettiin suuntaan { $degrees }°
check-did-touch = nastaa { $pin } kosketettiin
check-did-let-go = nastasta { $pin } päästettiin irti
check-did-level = nasta { $pin } sai tason { $level }
check-did-free = nasta { $pin } jätettiin vapaaksi
check-did-distance = nastan { $pin } etäisyysanturin edessä oli jotain { $centimetres } cm:n päässä
check-did-type = joku kirjoitti ”{ $text }”

# Miksi tarkistus ei onnistu, ja mitä silloin kannattaa tehdä. Kolme ensimmäistä oppilas voi korjata itse, muut
# oppimispaketin tekijä.

check-trouble-out-of-time = Tarkistus kesti liian kauan.
    .advice = Onko ohjelmassasi silmukka, jossa ei ole taukoa? Lisää silmukkaan sleep(20), niin muutkin ehtivät toimia.

check-trouble-too-much = Ohjelmasi teki enemmän kuin tarkistus ehtii katsoa ({ $max } muutosta ja riviä).
    .advice = Lisää silmukkaan sleep tai tulosta harvemmin.

check-trouble-other-board = Ohjelmasi pyytää toista korttia ({ $given ->
        [microbit] micro:bit
        [arduino] Arduino
        [text] tekstiä lähettävä kortti
       *[other] { $given }
    }) kuin jolle tehtävä on tehty ({ check-board }).
    .advice = Käytä tehtävän korttia: arduino() tai microbit().

check-trouble-pin-unknown = Tarkistus käyttää nastaa { $pin }, jota tällä kortilla ei ole ({ check-board }).
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-not-reckoned = Tarkistuksen lasku ei onnistu: { $given }
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-out-of-range = Tarkistuksen luku ei kelpaa: { $what } on { $given }, mutta sen pitää olla { $min }–{ $max }.
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-picture-unknown = Tarkistus etsii kuvaa, jota ei ole: { $given }
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-lacking = Tarkistus pyytää jotain, mitä tällä kortilla ei ole ({ check-board }): { $what }
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-input-refused = Kortti ei voi vastaanottaa sitä, mitä tarkistus sille tekee ({ check-board }): { $what }
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-nothing-to-pick = Tarkistuksen pitäisi arpoa sana nimelle { $name }, mutta sanoja ei ole.
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-no-time = Tarkistuksen aikaväli on tyhjä: { $from } ms – { $to } ms.
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

check-trouble-nothing-to-see = Tarkistus ei kerro, mitä se etsii.
    .advice = Kerro opettajallesi: virhe on oppimispaketissa (check.toml), ei sinun ohjelmassasi.

# Kortin nimi suluissa.
check-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
   *[other] { $board }
}

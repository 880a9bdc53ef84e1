# Vad som berättas om kontrollen av ett steg. Meningarna sätts ihop av delar: ”Väntat: displayen visar HEART
# någon gång mellan 1,0 s och 1,5 s.”

check-expected = Väntat: { $what }.
check-happened = Det här hände: { $what }.

# När och hur.

check-once = { $sight } någon gång
check-once-within = { $sight } någon gång mellan { $from } och { $to }
check-always = { $sight } hela tiden
check-always-within = { $sight } hela tiden mellan { $from } och { $to }
check-never = det händer aldrig att { $sight }
check-never-within = mellan { $from } och { $to } händer det aldrig att { $sight }
check-often = det händer { $times } att { $sight }
check-often-within = mellan { $from } och { $to } händer det { $times } att { $sight }
check-in-order = i tur och ordning: { $sights }
check-in-order-within = i tur och ordning mellan { $from } och { $to }: { $sights }

# Hur många gånger.

check-times = { $count ->
    [one] en gång
   *[other] { $count } gånger
}
check-times-between = { $min }–{ $max } gånger
check-times-least = { $min ->
    [one] minst en gång
   *[other] minst { $min } gånger
}
check-times-most = { $max ->
    [one] högst en gång
   *[other] högst { $max } gånger
}
check-times-any = hur många gånger som helst
check-number = { $number }
check-number-between = { $min }–{ $max }
check-number-least = { $min } eller mer
check-number-most = { $max } eller mindre
check-number-any = vad som helst

# Vad som väntades: bisatser.

check-see-picture = displayen visar { $picture }
check-see-dark = displayen är mörk
check-see-lit = något lyser på displayen
check-see-led = lysdioden på x { $x }, y { $y } har ljusstyrkan { $brightness }
check-see-leds-lit = antalet lysdioder som lyser är { $count }
check-see-pin = stift { $pin } har nivån { $level }
check-see-servo = servot på stift { $pin } får vinkeln { $angle }
check-see-tone = en ton på { $frequency } Hz hörs
check-see-silence = det är tyst
check-see-sound = en ton hörs
check-see-pixel = pixel { $index } på stift { $pin } har rött { $red }, grönt { $green } och blått { $blue }
check-see-pixels-lit = antalet pixlar som lyser på stift { $pin } är { $count }
check-see-line = konsolen har raden ”{ $text }”
check-see-line-with = konsolen har en rad med ”{ $text }” i
check-see-line-number = konsolen har en rad med talet { $number } i
check-see-any-line = konsolen har en rad
check-see-plot = kurvan ”{ $name }” får värdet { $value }
check-see-plot-any = en kurva får värdet { $value }
check-see-ended = programmet är slut
check-see-running = programmet är i gång

# Vad som hade värdena; framför ”var”.

check-of-display = displayen
check-of-led = ljusstyrkan på x { $x }, y { $y }
check-of-leds-lit = antalet lysdioder som lyste
check-of-pin = nivån på stift { $pin }
check-of-servo = vinkeln för servot på stift { $pin }
check-of-sound = ljudet
check-of-pixel = färgen på pixel { $index } på stift { $pin }
check-of-pixels-lit = antalet pixlar som lyste på stift { $pin }
check-of-program = programmet

# Värdena; efter ”var”.

check-is-dark = mörk
check-is-picture = { $picture }
check-is-character = ”{ $character }”
check-is-number = { $number }
check-is-angle = { $angle }°
check-is-free = inte satt
check-is-tone = { $frequency } Hz
check-is-silent = avstängt
check-is-color = rött { $red } grönt { $green } blått { $blue }
check-is-running = i gång
check-is-over = slut

# Vad som hände.

check-same = { $subject } var hela tiden { $value }
check-same-within = { $subject } var hela tiden { $value } mellan { $from } och { $to }
check-changed = { $subject } var { $values }
check-value-from = { $value } från { $at }
check-more = och { $count } till
check-no-line = inget kom i konsolen
check-no-line-within = inget kom i konsolen mellan { $from } och { $to }
check-lines = i konsolen kom { $lines }
check-line-at = ”{ $text }” vid { $at }
check-no-point = inget kom i diagrammet
check-no-point-within = inget kom i diagrammet mellan { $from } och { $to }
check-points = i diagrammet kom { $points }
check-point-at = { $name } = { $value } vid { $at }
check-counted = det hände { $times } ({ $moments })
check-moment = { $at }
check-elsewhere = { $happened }; vid { $at } var det så, men det är fel tid
check-order-none = den första saknas: { $missing } ({ $happened })
check-order-until = först { $found }, men sedan saknas: { $missing } ({ $happened })
check-order-all = i tur och ordning: { $found }
check-found-at = { $sight } (vid { $at })

# Vad kontrollen gjorde med kortet: satser.

check-did-press = knappen { $button } trycktes ner
check-did-release = knappen { $button } släpptes upp
check-did-tilt = kortet hölls i läget x { $x }, y { $y }, z { $z }
check-did-shake = kortet skakades
check-did-temperature = temperaturen blev { $celsius } °C
check-did-light = ljuset blev { $level }
check-did-sound = ljudet blev { $level }
check-did-heading = kortet vreds till { $degrees }°
check-did-touch = någon rörde stift { $pin }
check-did-let-go = stift { $pin } släpptes
check-did-level = stift { $pin } fick nivån { $level }
check-did-free = stift { $pin } lämnades fritt
check-did-distance = något fanns { $centimetres } cm framför sensorn på stift { $pin }
check-did-type = någon skrev ”{ $text }”

# Varför en kontroll inte går att göra, och vad man kan göra åt det. De tre första kan eleven rätta, de andra
# lektionspaketets författare.

check-trouble-out-of-time = Kontrollen tog för lång tid.
    .advice = Har ditt program en loop utan paus? Lägg in sleep(20) i loopen så att annat också hinner med.

check-trouble-too-much = Ditt program gjorde mer än kontrollen hinner titta på ({ $max } ändringar och rader).
    .advice = Lägg in sleep i loopen, eller skriv ut mer sällan.

check-trouble-other-board = Ditt program ber om ett annat kort ({ $given ->
        [microbit] micro:bit
        [arduino] Arduino
        [text] kort som skickar text
       *[other] { $given }
    }) än det som steget är gjort för ({ check-board }).
    .advice = Använd stegets kort: arduino() eller microbit().

check-trouble-pin-unknown = Kontrollen använder stift { $pin }, som det här kortet inte har ({ check-board }).
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-not-reckoned = Det här i kontrollen går inte att räkna ut: { $given }
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-out-of-range = Ett tal i kontrollen passar inte: { $what } är { $given }, men får vara { $min }–{ $max }.
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-picture-unknown = Kontrollen söker en bild som inte finns: { $given }
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-lacking = Kontrollen vill något som det här kortet inte har ({ check-board }): { $what }
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-input-refused = Kortet kan inte ta emot det som kontrollen gör med det ({ check-board }): { $what }
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-nothing-to-pick = Kontrollen ska välja ett ord för { $name }, men har inga ord.
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-no-time = En tid i kontrollen är tom: från { $from } ms till { $to } ms.
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

check-trouble-nothing-to-see = Kontrollen säger inte vad den söker.
    .advice = Berätta för din lärare: felet finns i lektionspaketet (check.toml), inte i ditt program.

# Kortets namn inom parentes.
check-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
   *[other] { $board }
}
